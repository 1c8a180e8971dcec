package dev.sluice.digraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AncestorTreeTest {

  private final List<Integer> parents = new ArrayList<>(List.of(0));

  private List<Integer> pathOf(int node) {
    List<Integer> path = new ArrayList<>(List.of(node));
    for (int at = node; at != AncestorTree.ROOT; ) {
      at = parents.get(at);
      path.add(at);
    }
    return path;
  }

  @Test
  void commonAncestor_ofRandomNodes_isTheFirstSharedOneOfTheirPaths() {
    Random random = new Random(7);
    AncestorTree tree = new AncestorTree();
    for (int i = 1; i < 2_000; i++) {
      int parent = random.nextInt(8) == 0 ? random.nextInt(i) : i - 1;
      parents.add(parent);
      assertThat(tree.add(parent)).isEqualTo(i);
    }

    for (int i = 0; i < 2_000; i++) {
      int one = random.nextInt(parents.size());
      int other = random.nextInt(parents.size());
      List<Integer> shared = pathOf(one);
      shared.retainAll(new HashSet<>(pathOf(other)));
      assertThat(tree.commonAncestor(one, other)).isEqualTo(shared.get(0));
    }
  }
}
