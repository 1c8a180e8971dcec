package dev.sluice.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.sluice.model.Node;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two loads ask for the one node there is: one has it, for the other one a new one is made. */
@JCStressTest
@Outcome(id = "1, 2, 1", expect = ACCEPTABLE, desc = "one reused, one made, and they differ")
@Outcome(expect = FORBIDDEN, desc = "one node for two workflows, or lost")
@State
public class TakeTheLastRace {

  private final NodePool pool = NodePool.of(2);
  private Node first;
  private Node second;

  /** A pool with one node. */
  public TakeTheLastRace() {
    pool.release(Lending.lend(pool));
  }

  /** A load. */
  @Actor
  public void one() {
    first = Lending.acquire(pool);
  }

  /** Another load. */
  @Actor
  public void other() {
    second = Lending.acquire(pool);
  }

  /** Hits, misses, and whether each has a node of its own that knows its definition. */
  @Arbiter
  @SuppressWarnings("ReferenceEquality") // whether they are one node is the question
  public void count(III_Result result) {
    result.r1 = (int) pool.statistics().hits();
    result.r2 = (int) pool.statistics().misses();
    result.r3 =
        first != second
                && first.definition() == Lending.DEFINITION
                && second.definition() == Lending.DEFINITION
            ? 1
            : 0;
  }
}
