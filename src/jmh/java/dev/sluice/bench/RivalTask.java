package dev.sluice.bench;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Another library's way to the same nodes and connections; none of them checks anything. */
public abstract class RivalTask implements Task {

  byte[] document = {};

  @Override
  public void prepare(byte[] document) throws Exception {
    this.document = document;
  }

  static Map<String, Long> facts(Collection<String> ids, long connections) {
    return Map.of(
        BenchDocument.NODES,
        (long) ids.size(),
        BenchDocument.IDS,
        ids.stream().mapToLong(String::hashCode).sum(),
        BenchDocument.CONNECTIONS,
        connections);
  }

  /** A workflow as records, the shape a user would write down. */
  public record Workflow(
      Map<String, Object> metadata,
      Map<String, Node> nodes,
      List<Connection> connections,
      Map<String, Object> variables,
      Map<String, Object> settings,
      List<Object> frames) {}

  /** One node of it. */
  public record Node(
      String node_id, String node_type, Map<String, Object> config, List<Double> position) {}

  /** One connection of it. */
  public record Connection(
      String source_node, String source_port, String target_node, String target_port) {}

  static Map<String, Long> facts(Workflow workflow) {
    return facts(workflow.nodes().keySet(), workflow.connections().size());
  }

  static Map<String, Long> facts(Map<?, ?> tree) {
    return facts(
        ((Map<?, ?>) tree.get("nodes")).keySet().stream().map(String.class::cast).toList(),
        ((List<?>) tree.get("connections")).size());
  }
}
