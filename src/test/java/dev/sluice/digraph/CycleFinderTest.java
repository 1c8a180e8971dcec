package dev.sluice.digraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cycles that are reported, compared with those of a search without any short cut. */
class CycleFinderTest {

  private record Graph(int nodes, List<Integer> sources, List<Integer> targets) {

    Adjacency adjacency() {
      return new Adjacency(nodes, array(sources), array(targets), sources.size());
    }

    boolean reaches(int from, int to) {
      return adjacency().reachedFrom(from).get(to);
    }

    /** The first node of a node's cyclic part. */
    int part(int node) {
      return IntStream.rangeClosed(0, node)
          .filter(other -> reaches(node, other) && reaches(other, node))
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void find_anyGraph_hasTheFirstShortestCycleOfEachPart(int degree) {
    Random random = new Random(degree);
    for (int round = 0; round < 1_000; round++) {
      int nodes = 1 + random.nextInt(12);
      int edges = random.nextInt(degree * nodes + 1);
      Graph graph =
          new Graph(
              nodes,
              random.ints(edges, 0, nodes).boxed().toList(),
              random.ints(edges, 0, nodes).boxed().toList());
      assertThat(CycleFinder.find(graph.adjacency()).stream().map(Arrays::toString))
          .as("%s", graph)
          .containsExactlyElementsOf(shortest(graph).stream().map(Arrays::toString).toList());
    }
  }

  @Test
  void find_ringWithChords_hasAShortestCycle() {
    Graph graph =
        new Graph(
            90,
            IntStream.range(0, 180).mapToObj(i -> i / 2).toList(),
            IntStream.range(0, 180).mapToObj(i -> (i / 2 + 1 + i % 2) % 90).toList());
    assertThat(CycleFinder.find(graph.adjacency()))
        .singleElement()
        .isEqualTo(shortest(graph).get(0));
  }

  private static List<int[]> shortest(Graph graph) {
    Map<Integer, int[]> best = new LinkedHashMap<>();
    for (int start = 0; start < graph.nodes(); start++) {
      int part = graph.part(start);
      int[] cycle = through(start, graph);
      if (cycle.length > 0 && (!best.containsKey(part) || cycle.length < best.get(part).length)) {
        best.put(part, cycle);
      }
    }
    return List.copyOf(best.values());
  }

  /** The first of the shortest cycles through a node, breadth first; empty if there is none. */
  private static int[] through(int start, Graph graph) {
    Map<Integer, Integer> cameBy = new HashMap<>();
    Deque<Integer> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (int edge = 0; edge < graph.sources().size(); edge++) {
        int next = graph.targets().get(edge);
        if (graph.sources().get(edge) != node) {
          continue;
        }
        if (next == start) {
          List<Integer> path = new ArrayList<>(List.of(edge));
          for (int at = node; at != start; at = graph.sources().get(cameBy.get(at))) {
            path.add(0, cameBy.get(at));
          }
          return array(path);
        }
        if (cameBy.putIfAbsent(next, edge) == null) {
          queue.add(next);
        }
      }
    }
    return new int[0];
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
