package dev.sluice.migrate;

import dev.sluice.config.Limits;
import dev.sluice.edit.WorkflowEdit;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistry;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A plan to replace the obsolete node types in a definition with their successors.
 *
 * <p>A load gives such nodes the successor's type, but the document still has the old type. A plan
 * is for changing the document: {@link #apply()} returns a definition to write, and {@link
 * #patch()} has the same changes for other programs. The plan changes nothing on disk.
 *
 * <p>Immutable and thread-safe, apart from {@code apply}, which looks up types in the registry.
 */
public final class MigrationPlan {

  private final WorkflowDefinition definition;
  private final NodeRegistry registry;
  private final Limits limits;
  private final List<NodeMigration> nodes;

  private MigrationPlan(
      WorkflowDefinition definition,
      NodeRegistry registry,
      Limits limits,
      List<NodeMigration> nodes) {
    this.definition = definition;
    this.registry = registry;
    this.limits = limits;
    this.nodes = nodes;
  }

  /**
   * The plan for a definition.
   *
   * @param registry has the migrations and the types
   * @param limits the limits for the config of a migrated node
   * @throws dev.sluice.error.LimitExceededException if a config exceeds them
   * @throws dev.sluice.error.NodeCreationException if a provider failed to load a type
   */
  public static MigrationPlan of(
      WorkflowDefinition definition, NodeRegistry registry, Limits limits) {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(registry, "registry");
    Objects.requireNonNull(limits, "limits");
    List<NodeMigration> nodes = new PlannedNodes(definition, registry, limits).all();
    return new MigrationPlan(definition, registry, limits, nodes);
  }

  /** The nodes with an obsolete type, in document order. Unmodifiable. */
  public List<NodeMigration> nodes() {
    return nodes;
  }

  /** Whether no node has an obsolete type. */
  public boolean isEmpty() {
    return nodes.isEmpty();
  }

  /** Whether the successors have all ports and config keys that the workflow uses. */
  public boolean lossless() {
    return nodes.stream().allMatch(NodeMigration::lossless);
  }

  /** The operations on the document for all nodes, a JSON patch of {@code definition.toMap()}. */
  public List<PatchOperation> patch() {
    return nodes.stream().flatMap(node -> node.patch().stream()).toList();
  }

  /** The definition with the successors of all obsolete types. */
  public WorkflowDefinition apply() {
    return apply(node -> true);
  }

  /**
   * The definition with the successors of some obsolete types, such as {@code
   * apply(NodeMigration::lossless)}. The same object if there are none.
   */
  public WorkflowDefinition apply(Predicate<NodeMigration> wanted) {
    List<NodeMigration> chosen = nodes.stream().filter(wanted).toList();
    if (chosen.isEmpty()) {
      return definition;
    }
    WorkflowEdit edit = WorkflowEdit.of(definition, registry, limits);
    chosen.forEach(node -> edit.retype(node.node(), node.migration().from()));
    return edit.definition();
  }
}
