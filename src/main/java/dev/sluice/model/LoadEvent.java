package dev.sluice.model;

import dev.sluice.text.Quantity;
import dev.sluice.value.Elements;
import dev.sluice.value.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An event of a load in progress, which lets a user interface draw a workflow while its file is
 * still arriving.
 *
 * <p>All events except {@link Loaded} are provisional: even the last byte can cause a document to
 * be rejected. {@link NodesWithdrawn} and {@link ConnectionsWithdrawn} withdraw elements that turn
 * out not to belong to the workflow, because a duplicate key overwrites them or nodes of unknown
 * types are skipped. So when {@link Loaded} is emitted, the nodes and connections that were emitted
 * and not withdrawn are those of its definition, apart from what {@code autoStart} added, and the
 * last {@link HeaderRead}, {@link VariablesRead}, {@link SettingsRead}, {@link FramesRead} and
 * {@link Counted} have its values; a subscriber need not compare them. Connections keep their
 * order; the order of the nodes is that of {@link NodesCreated}. Findings are never withdrawn:
 * those about an element that is replaced stay in the report.
 *
 * <p>The events are in document order, and the findings of an element follow the event that has it.
 * The order does not depend on how the bytes are split into chunks. Only the {@link Progress}
 * events, and how many nodes or connections one event has, depend on it.
 *
 * <pre>
 *   P H V N P N F N # C P C # S   B B B L |
 *   Progress, HeaderRead, VariablesRead, NodesRead, FindingFound, Counted, ConnectionsRead,
 *   SettingsRead; then NodesCreated, Loaded
 * </pre>
 */
public sealed interface LoadEvent {

  /**
   * The metadata, emitted as soon as it has been read, and once more at the end if other parts of
   * the document add to it.
   */
  record HeaderRead(WorkflowMetadata metadata) implements LoadEvent {}

  /**
   * The variables, emitted when they have been read. A later event replaces an earlier one, for
   * example because of a duplicate key or a wrapped workflow. Without such an event, there are no
   * variables.
   *
   * @param variables by name, as in the definition
   */
  record VariablesRead(Map<String, Object> variables) implements LoadEvent {
    /** The names of the variables, safe to log. */
    @Override
    public String toString() {
      return PrintableText.of("VariablesRead[names=" + variables.keySet() + "]");
    }
  }

  /**
   * The settings, emitted when they have been read. A later event replaces an earlier one. Without
   * such an event, they are {@link WorkflowDefinition#DEFAULT_SETTINGS}.
   *
   * @param settings by name, as in the definition
   */
  record SettingsRead(Map<String, Object> settings) implements LoadEvent {
    /** The names of the settings, safe to log. */
    @Override
    public String toString() {
      return PrintableText.of("SettingsRead[names=" + settings.keySet() + "]");
    }
  }

  /**
   * The frames drawn around nodes, emitted when they have been read. A later event replaces an
   * earlier one. Without such an event, there are no frames. The nodes of a frame may be read after
   * it.
   *
   * @param frames as in the definition
   */
  record FramesRead(List<Object> frames) implements LoadEvent {
    /** The number of frames. */
    @Override
    public String toString() {
      return "FramesRead[" + Quantity.of(frames.size(), "frame") + "]";
    }
  }

  /**
   * How many nodes and connections there are, emitted at the end of each list of them and before
   * {@link NodesCreated}, whenever a number has changed.
   *
   * @param nodes the number of nodes that have been emitted and not withdrawn
   * @param connections the number of connections that have been emitted and not withdrawn
   */
  record Counted(int nodes, int connections) implements LoadEvent {}

  /**
   * Nodes in document order with their types resolved. Nodes of unknown types are not included if
   * they are skipped.
   *
   * @param nodes at least one; the ports of a placeholder are known only in {@link Loaded}, because
   *     they are derived from the connections
   * @param places where each of them begins in the document: line, column and offset
   */
  record NodesRead(List<NodeDefinition> nodes, List<Place> places) implements LoadEvent {
    /** Makes the lists unmodifiable. */
    public NodesRead {
      nodes = Elements.listOf(nodes, "nodes");
      places = Elements.listOf(places, "places");
    }
  }

  /**
   * Withdraws nodes of earlier events. Their replacements, if any, follow in a later event.
   *
   * @param ids of nodes that have been emitted and not withdrawn since
   */
  record NodesWithdrawn(List<String> ids) implements LoadEvent {
    /** Makes the list unmodifiable. */
    public NodesWithdrawn {
      ids = Elements.listOf(ids, "ids");
    }

    /** The ids, safe to log. */
    @Override
    public String toString() {
      return PrintableText.of("NodesWithdrawn[ids=" + ids + "]");
    }
  }

  /**
   * Connections in document order.
   *
   * @param connections at least one; their ends may name nodes that have not been read yet
   * @param places where each of them begins in the document
   */
  record ConnectionsRead(List<Connection> connections, List<Place> places) implements LoadEvent {
    /** Makes the lists unmodifiable. */
    public ConnectionsRead {
      connections = Elements.listOf(connections, "connections");
      places = Elements.listOf(places, "places");
    }
  }

  /**
   * Withdraws connections of earlier events: all of them if a duplicate {@code connections}
   * replaces them, or those of skipped nodes just before {@link Loaded}.
   *
   * @param connections equal to connections that have been emitted and not withdrawn since, each as
   *     often as it was emitted
   */
  record ConnectionsWithdrawn(List<Connection> connections) implements LoadEvent {
    /** Makes the list unmodifiable. */
    public ConnectionsWithdrawn {
      connections = Elements.listOf(connections, "connections");
    }
  }

  /**
   * A finding, emitted after the element in which it is found; those about the whole graph come
   * last. If the Flux fails because the document is rejected, every finding of the failure's report
   * has been emitted, except the failure's own finding. If there are more findings than the limit,
   * the report may contain findings that were not emitted.
   */
  record FindingFound(Finding finding) implements LoadEvent {}

  /**
   * The number of bytes read so far.
   *
   * @param bytes bytes read from the source so far, before decompression
   * @param total the size of the source; empty if unknown
   */
  record Progress(long bytes, OptionalLong total) implements LoadEvent {}

  /** Live nodes in the order of the definition. */
  record NodesCreated(List<Node> nodes) implements LoadEvent {
    /** Makes the list unmodifiable. */
    public NodesCreated {
      nodes = Elements.listOf(nodes, "nodes");
    }
  }

  /**
   * The end of an accepted document.
   *
   * @param schema the workflow, as {@code load} emits it
   * @param report all findings, in document order
   */
  record Loaded(WorkflowSchema schema, ValidationReport report) implements LoadEvent {}
}
