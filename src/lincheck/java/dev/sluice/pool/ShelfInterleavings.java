package dev.sluice.pool;

import dev.sluice.interleavings.Interleavings;
import dev.sluice.model.NodeDefinition;
import dev.sluice.pool.NodePool.Shelf;
import java.util.ArrayDeque;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The pool: threads take nodes and put them back. */
class ShelfInterleavings {

  private static final List<Numbered> NODES =
      List.of(new Numbered(0), new Numbered(1), new Numbered(2));

  @Test
  void shelf_anyOrder_isThatOfASingleThread() {
    Interleavings.check(Model.class);
  }

  @Test
  void shelf_withoutALock_fails() {
    Interleavings.mustFail(Naive.class);
  }

  /** Two places for three nodes. */
  @Param(name = "node", gen = IntGen.class, conf = "0:2")
  public static class Model {
    private final Shelf shelf = new Shelf(2);

    @Operation
    public boolean put(@Param(name = "node") int number) {
      return shelf.put(NODES.get(number));
    }

    @Operation
    public int take() {
      return numberOf(shelf.take());
    }

    @Operation
    public int size() {
      return shelf.size();
    }
  }

  /** The same without a lock. */
  @Param(name = "node", gen = IntGen.class, conf = "0:2")
  public static class Naive {
    private final ArrayDeque<ReusableNode> shelf = new ArrayDeque<>();

    @Operation
    public boolean put(@Param(name = "node") int number) {
      return shelf.size() < 2 && shelf.add(NODES.get(number));
    }

    @Operation
    public int take() {
      return numberOf(shelf.pollLast());
    }
  }

  private static int numberOf(@Nullable ReusableNode node) {
    return node instanceof Numbered numbered ? numbered.number : -1;
  }

  private static final class Numbered implements ReusableNode {
    private final int number;

    Numbered(int number) {
      this.number = number;
    }

    @Override
    public NodeDefinition definition() {
      throw new IllegalStateException("in the pool");
    }

    @Override
    public void reset() {
      // has no state
    }

    @Override
    public boolean isClean() {
      return true;
    }

    @Override
    public void reuse(NodeDefinition definition) {
      // has no state
    }
  }
}
