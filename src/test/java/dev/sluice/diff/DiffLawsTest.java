package dev.sluice.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.diff.Difference.NodeAdded;
import dev.sluice.diff.Difference.NodeRemoved;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Laws that hold for all pairs of documents, on random edits of a document. */
class DiffLawsTest {

  private static final int PAIRS = 400;

  @Test
  void between_randomEdits_hidesNothingAndInventsNothing() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      for (int seed = 0; seed < PAIRS; seed++) {
        Random random = new Random(seed);
        Edited document = new Edited(random);
        WorkflowDefinition before = read(loader, document.json());
        document.edit(1 + random.nextInt(3));
        WorkflowDefinition after = read(loader, document.json());
        WorkflowDiff diff = WorkflowDiff.between(before, after);
        String told = "seed " + seed + ": " + document.edits + " gives " + diff;

        boolean same = before.fingerprint().equals(after.fingerprint());
        assertThat(diff.isEmpty() && diff.folded().isEmpty())
            .as(told)
            .isEqualTo(Canonical.identical(all(before), all(after)) && same);
        if (same) {
          assertThat(diff.differences()).as(told).isEmpty();
        }
        WorkflowDiff back = WorkflowDiff.between(after, before);
        assertThat(count(back, NodeAdded.class)).as(told).isEqualTo(count(diff, NodeRemoved.class));
        assertThat(back.isEmpty()).as(told).isEqualTo(diff.isEmpty());
        WorkflowDiff none = WorkflowDiff.between(after, after);
        assertThat(none.isEmpty() && none.folded().isEmpty()).as(told).isTrue();
      }
    }
  }

  private static WorkflowDefinition read(WorkflowLoader loader, String json) {
    return loader.read(ByteSource.of("", json.getBytes(StandardCharsets.UTF_8))).block();
  }

  /** All that the document says, in its order. */
  private static List<Object> all(WorkflowDefinition definition) {
    List<Object> all = new ArrayList<>();
    all.add(definition.members());
    definition.nodes().forEach((id, node) -> all.add(List.of(id, node.members())));
    definition.connections().forEach(edge -> all.add(edge.members()));
    return all;
  }

  private static long count(WorkflowDiff diff, Class<? extends Difference> kind) {
    return diff.differences().stream().filter(kind::isInstance).count();
  }

  @Test
  void between_tenThousandNodes_isFast() {
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(Limits.trusted()).build()) {
      WorkflowDefinition before = read(loader, chain("n", "30"));
      WorkflowDefinition after = read(loader, chain("n", "60"));
      WorkflowDefinition renamed = read(loader, chain("m", "30"));
      WorkflowDiff.between(before, after); // compiled by now

      assertThat(cpuMillis(() -> WorkflowDiff.between(before, after))).isLessThan(1000);
      assertThat(cpuMillis(() -> WorkflowDiff.between(before, renamed))).isLessThan(1000);
      WorkflowDiff diff = WorkflowDiff.between(before, renamed);
      assertThat(diff.differences())
          .hasSize(10_000)
          .allMatch(difference -> difference instanceof Difference.NodeRenamed);
    }
  }

  /**
   * The processor time, which other programs on the machine do not lengthen as they do the wait.
   */
  private static long cpuMillis(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    return (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
  }

  /** A chain of nodes whose configs are all different. */
  private static String chain(String prefix, String timeout) {
    StringBuilder nodes = new StringBuilder();
    StringBuilder edges = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      nodes
          .append(i == 0 ? "" : ",")
          .append(
              "\"%s%d\":{\"node_id\":\"%s%d\",\"node_type\":\"HttpRequestNode\",\"config\":{\"url\":\"https://shop.example/%d\",\"timeout\":%s},\"position\":[0,%d]}"
                  .formatted(prefix, i, prefix, i, i, timeout, i));
      if (i > 0) {
        edges
            .append(i == 1 ? "" : ",")
            .append(
                "{\"source_node\":\"%s%d\",\"source_port\":\"exec_out\",\"target_node\":\"%s%d\",\"target_port\":\"exec_in\"}"
                    .formatted(prefix, i - 1, prefix, i));
      }
    }
    return "{\"nodes\":{" + nodes + "},\"connections\":[" + edges + "]}";
  }

  /** A document that is edited at random. */
  private static final class Edited {
    private final Random random;
    private final Map<String, Object> root = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> nodes = new LinkedHashMap<>();
    private final List<Object> edges = new ArrayList<>();
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final List<Object> frames = new ArrayList<>();
    private final List<String> edits = new ArrayList<>();

    Edited(Random random) {
      this.random = random;
      root.put("metadata", new LinkedHashMap<>(Map.of("name", "n")));
      root.put("nodes", nodes);
      root.put("connections", edges);
      root.put("variables", variables);
      root.put("frames", frames);
      for (int i = 0; i < 4 + random.nextInt(4); i++) {
        addNode();
      }
      for (int i = 0; i < 5; i++) {
        edges.add(edge());
      }
      variables.put("v", 1);
      variables.put("w", new ArrayList<Object>(List.of(1, "x", Map.of("k", 2))));
      frames.add(new LinkedHashMap<>(Map.of("title", "F", "node_ids", List.of(anyNode()))));
      frames.add(new LinkedHashMap<>(Map.of("title", "F", "position", List.of(1, 2))));
    }

    private void addNode() {
      String id = "n" + random.nextInt(1000);
      Map<String, Object> node = new LinkedHashMap<>();
      node.put("node_id", id);
      node.put("node_type", random.nextBoolean() ? "LogNode" : "OurNode");
      Map<String, Object> config = new LinkedHashMap<>();
      config.put("message", "text " + random.nextInt(3));
      config.put("status", "idle");
      config.put("list", new ArrayList<Object>(List.of(1, 2, 3)));
      config.put("timeout", 30);
      node.put("config", config);
      node.put("position", List.of(random.nextInt(9), 0));
      nodes.put(id, node);
    }

    private String anyNode() {
      return List.copyOf(nodes.keySet()).get(random.nextInt(nodes.size()));
    }

    private Map<String, Object> edge() {
      Map<String, Object> edge = new LinkedHashMap<>();
      edge.put("source_node", anyNode());
      edge.put("source_port", "exec_out");
      edge.put("target_node", anyNode());
      edge.put("target_port", random.nextBoolean() ? "exec_in" : "message");
      return edge;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> anyConfig() {
      return (Map<String, Object>) nodes.get(anyNode()).get("config");
    }

    void edit(int times) {
      for (int i = 0; i < times; i++) {
        int kind = random.nextInt(19);
        edits.add("edit " + kind);
        edit(nodes.get(anyNode()), anyConfig(), kind);
      }
    }

    private void edit(Map<String, Object> node, Map<String, Object> config, int kind) {
      switch (kind) {
        case 0 -> config.put("timeout", 31 + random.nextInt(9));
        case 1 -> config.put("timeout", new BigDecimal("30.0"));
        case 2 -> config.remove("message");
        case 3 -> config.put("status", "success");
        case 4 -> node.put("position", List.of(random.nextInt(9), 1));
        case 5 -> addNode();
        case 6 -> nodes.remove(anyNode());
        case 7 -> rename(node);
        case 8 -> reverse(nodes);
        case 9 -> reverse(config);
        case 10 -> Collections.shuffle(edges, random);
        case 11 -> edges.add(new LinkedHashMap<>(edge()));
        case 12 -> edges.remove(random.nextInt(edges.size()));
        case 13 -> edges.add(edges.get(random.nextInt(edges.size())));
        case 14 -> variables.put("v", List.of(random.nextInt(9)));
        case 15 -> node.put("note", Collections.singletonMap("a", null));
        case 16 -> Collections.reverse(frames);
        case 17 -> config.put("list", List.of(0, 1, 3, 4, 1.0));
        default -> root.put("extra", random.nextInt(9));
      }
    }

    private void rename(Map<String, Object> node) {
      String id = "m" + random.nextInt(1000);
      nodes.remove((String) node.put("node_id", id));
      nodes.put(id, node);
    }

    private static <V> void reverse(Map<String, V> map) {
      List<String> keys = new ArrayList<>(map.keySet());
      Collections.reverse(keys);
      Map<String, V> copy = new LinkedHashMap<>(map);
      map.clear();
      keys.forEach(key -> map.put(key, copy.get(key)));
    }

    String json() {
      return json(root);
    }

    private static String json(Object value) {
      if (value instanceof Map<?, ?> map) {
        return map.entrySet().stream()
            .map(member -> json(member.getKey()) + ":" + json(member.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
      }
      if (value instanceof List<?> list) {
        return list.stream().map(Edited::json).collect(Collectors.joining(",", "[", "]"));
      }
      return value instanceof String ? '"' + value.toString() + '"' : String.valueOf(value);
    }
  }
}
