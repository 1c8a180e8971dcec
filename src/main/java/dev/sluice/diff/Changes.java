package dev.sluice.diff;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The changes of one node, connection or part: the differences, and the folded changes. */
final class Changes {

  private final Set<Fold> folds;
  private final List<ValueChange> counting = new ArrayList<>();
  private final Map<Fold, List<ValueChange>> folded = new EnumMap<>(Fold.class);

  /** No changes yet; changes of these groups will be folded. */
  Changes(Set<Fold> folds) {
    this.folds = folds;
  }

  /** Adds a change of a group; the group is null for a change that is never folded. */
  void add(@Nullable Fold group, ValueChange change) {
    Fold fold = change.kind().isNotation() ? Fold.SPELLING : group;
    if (fold != null && folds.contains(fold)) {
      folded.computeIfAbsent(fold, any -> new ArrayList<>(2)).add(change);
    } else {
      counting.add(change);
    }
  }

  /** A receiver of the changes of a group. */
  Consumer<ValueChange> in(@Nullable Fold group) {
    return change -> add(group, change);
  }

  boolean isEmpty() {
    return counting.isEmpty() && folded.isEmpty();
  }

  List<ValueChange> counting() {
    return counting;
  }

  /** Adds the folded changes to those of other nodes, connections and parts. */
  void addFolded(
      Map<Fold, List<Difference>> all, Function<List<ValueChange>, List<Difference>> difference) {
    folded.forEach(
        (fold, changes) ->
            all.computeIfAbsent(fold, any -> new ArrayList<>()).addAll(difference.apply(changes)));
  }
}
