package dev.sluice.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.ConnectionEnds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EdgeSetTest {

  private final GraphIndex graph = new GraphIndex();

  private void edge(
      @Nullable String sourceNode,
      @Nullable String sourcePort,
      @Nullable String targetNode,
      @Nullable String targetPort,
      boolean canonical) {
    graph.add(
        new ConnectionEnds(sourceNode, sourcePort, targetNode, targetPort, canonical),
        "/connections",
        graph.edgeCount(),
        0);
  }

  /** So many of each that some meet in the table, whatever its seed. */
  @Test
  void add_edgesThatDifferInOneEnd_takesAll() {
    edge("a", "out", "b", "in", true);
    for (int i = 0; i < 2_000; i++) {
      edge("a" + i, "out", "b", "in", true);
      edge("a", "out" + i, "b", "in", true);
      edge("a", "out", "b" + i, "in", true);
      edge("a", "out", "b", "in" + i, true);
    }
    EdgeSet seen = new EdgeSet(graph);

    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      assertThat(seen.add(edge)).as("edge %d", edge).isTrue();
    }
  }

  @Test
  void add_sameEndsInAnotherSpelling_isRefused() {
    edge("a", "out", "b", "in", true);
    edge("a", "out", "b", "in", false);
    edge(null, null, null, null, true);
    edge(null, null, null, null, false);
    EdgeSet seen = new EdgeSet(graph);

    assertThat(seen.add(0)).isTrue();
    assertThat(seen.add(1)).isFalse();
    assertThat(seen.add(2)).isTrue();
    assertThat(seen.add(3)).isFalse();
  }

  @Test
  void add_eachOfManyEdgesTwice_takesTheFirstOnly() {
    int distinct = 5_000;
    for (int i = 0; i < 2 * distinct; i++) {
      edge("node_" + i % distinct, "out", "node_" + (i + 1) % distinct, "in", true);
    }
    EdgeSet seen = new EdgeSet(graph);

    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      assertThat(seen.add(edge)).isEqualTo(edge < distinct);
    }
  }
}
