package dev.sluice.diff;

import dev.sluice.model.WorkflowDefinition;
import dev.sluice.value.Elements;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The differences between two definitions; immutable.
 *
 * <p>Nodes are identified by their ids, then by type, config, name and neighbours if an id was
 * changed. Connections are a set. A change that does not alter the behaviour of a workflow is
 * {@linkplain Fold folded}: it is counted, but is not among the differences. Two definitions
 * without differences and without folded changes have the same {@linkplain
 * WorkflowDefinition#fingerprint() fingerprint}.
 *
 * <p>Comparing takes time proportional to the size of the documents. Similar nodes are searched
 * only among at most 250,000 pairs of one type, and lists are aligned only up to 2,000 elements.
 */
public final class WorkflowDiff {

  private final List<Difference> differences;
  private final Map<Fold, List<Difference>> folded;
  private final boolean complete;

  WorkflowDiff(List<Difference> differences, Map<Fold, List<Difference>> folded, boolean complete) {
    this.differences = List.copyOf(differences);
    this.complete = complete;
    Map<Fold, List<Difference>> copy = new EnumMap<>(Fold.class);
    folded.forEach((fold, all) -> copy.put(fold, List.copyOf(all)));
    this.folded = Collections.unmodifiableMap(copy);
  }

  /** The differences, with all groups folded. */
  public static WorkflowDiff between(WorkflowDefinition before, WorkflowDefinition after) {
    return between(before, after, EnumSet.allOf(Fold.class));
  }

  /**
   * The differences with some groups folded; those of the other groups count as differences.
   *
   * @throws NullPointerException if an argument is null
   */
  public static WorkflowDiff between(
      WorkflowDefinition before, WorkflowDefinition after, Set<Fold> folds) {
    return between(before, after, folds, () -> false);
  }

  /**
   * The differences found before a condition, such as a limit of time, ends the comparison. The
   * condition is queried for each node. Nodes that exist in only one definition are always listed;
   * renamed nodes may be listed as removed and added.
   *
   * @param isOver whether to end the comparison
   * @throws NullPointerException if an argument is null
   */
  public static WorkflowDiff between(
      WorkflowDefinition before,
      WorkflowDefinition after,
      Set<Fold> folds,
      BooleanSupplier isOver) {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(isOver, "isOver");
    return new Comparison(before, after, Elements.setOf(folds, "folds"), isOver).run();
  }

  /**
   * The differences: nodes in the order of the second definition, then removed nodes, connections,
   * variables, settings, metadata, other members and frames. Unmodifiable.
   */
  public List<Difference> differences() {
    return differences;
  }

  /** The folded differences by group; a group without any is absent. Unmodifiable. */
  public Map<Fold, List<Difference>> folded() {
    return folded;
  }

  /** Whether there are no differences besides folded ones. */
  public boolean isEmpty() {
    return differences.isEmpty();
  }

  /** Whether the comparison was not ended early. */
  public boolean isComplete() {
    return complete;
  }

  /** The number of differences, safe to log. */
  @Override
  public String toString() {
    return "WorkflowDiff["
        + differences.size()
        + " differences, "
        + folded.values().stream().mapToInt(List::size).sum()
        + " folded]";
  }
}
