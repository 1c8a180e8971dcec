package dev.sluice.model;

import dev.sluice.value.PrintableText;
import java.util.Map;

/**
 * A directed edge from an output port to an input port; immutable.
 *
 * <p>An end that the document has as null is the empty string here, and {@link #members()} still
 * says null.
 *
 * @param sourceNode id of the node it leaves
 * @param sourcePort name of the output port
 * @param targetNode id of the node it enters
 * @param targetPort name of the input port
 * @param members the connection object as written, unknown members included; empty for an edge the
 *     loader added
 */
public record Connection(
    String sourceNode,
    String sourcePort,
    String targetNode,
    String targetPort,
    Map<String, Object> members) {

  /** The four ends, safe to log. */
  @Override
  public String toString() {
    return PrintableText.of(sourceNode + "." + sourcePort + " -> " + targetNode + "." + targetPort);
  }
}
