package dev.sluice.model;

import dev.sluice.value.PrintableText;
import java.util.List;
import java.util.OptionalLong;

/**
 * Something a load can tell while it goes on, so that a user interface can paint a workflow whose
 * file is still arriving.
 *
 * <p>All but {@link Loaded} is provisional: a document may still be rejected by its last byte. What
 * turns out not to belong to the workflow, because a repeated key overwrites it or nodes of unknown
 * types are skipped, is withdrawn by {@link NodesWithdrawn} or {@link ConnectionsWithdrawn}. So
 * when {@link Loaded} comes, the nodes and connections that were told and not withdrawn are those
 * of its definition, apart from what {@code autoStart} added, and the last {@link HeaderRead} is
 * its metadata; a subscriber need not compare the two. Connections keep their order, and the order
 * of the nodes is that of {@link NodesCreated}. What is told before a failure does not depend on
 * how the bytes are cut into chunks, apart from {@link Progress} and from how many nodes or
 * connections one event has.
 *
 * <pre>
 *   P H N P N F N C P C   B B B L |
 *   Progress, HeaderRead, NodesRead, FindingFound, ConnectionsRead; then NodesCreated, Loaded
 * </pre>
 */
public sealed interface LoadEvent {

  /**
   * What the document says about itself, as soon as it has been said; told once more at the end if
   * other parts of the document add to it.
   */
  record HeaderRead(WorkflowMetadata metadata) implements LoadEvent {}

  /**
   * Nodes in document order, types resolved; none of an unknown type where such are skipped.
   *
   * @param nodes at least one; the ports of a placeholder come only with {@link Loaded}, for they
   *     are those that connections name
   */
  record NodesRead(List<NodeDefinition> nodes) implements LoadEvent {}

  /**
   * Nodes told before that count no longer; what takes their place follows, if anything does.
   *
   * @param ids of nodes that were told and not withdrawn since
   */
  record NodesWithdrawn(List<String> ids) implements LoadEvent {
    /** The ids, safe to log. */
    @Override
    public String toString() {
      return PrintableText.of("NodesWithdrawn[ids=" + ids + "]");
    }
  }

  /** Connections in document order; their ends may name nodes that are still to come. */
  record ConnectionsRead(List<Connection> connections) implements LoadEvent {}

  /**
   * Connections told before that count no longer: all of them where other {@code connections} take
   * their place, or those of nodes that are skipped, before {@link Loaded}.
   *
   * @param connections equal to ones that were told and not withdrawn since, as often as they were
   *     told
   */
  record ConnectionsWithdrawn(List<Connection> connections) implements LoadEvent {}

  /**
   * A finding, when it is found: those of the whole graph come last. Where the Flux fails for what
   * the document says, every finding of the failure's report was told but the failure's own. Of
   * more findings than the limit lets keep, the report may keep others than were told.
   */
  record FindingFound(Finding finding) implements LoadEvent {}

  /**
   * How far the reading is.
   *
   * @param bytes bytes read from the source so far, as they are stored
   * @param total how many there are; empty where that is not known
   */
  record Progress(long bytes, OptionalLong total) implements LoadEvent {}

  /** Live nodes in the order of the definition. */
  record NodesCreated(List<Node> nodes) implements LoadEvent {}

  /**
   * The end of an accepted document.
   *
   * @param schema what {@code load} gives
   * @param report all that was found, in document order
   */
  record Loaded(WorkflowSchema schema, ValidationReport report) implements LoadEvent {}
}
