package dev.sluice.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.sluice.model.WorkflowSchema;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A workflow is released by two threads at once: one of them does it, and keeps its node. */
@JCStressTest
@Outcome(
    id = {"1, 0, 1", "0, 1, 1"},
    expect = ACCEPTABLE,
    desc = "released once")
@Outcome(expect = FORBIDDEN, desc = "released twice or never, or not kept")
@State
public class ReleaseTwiceRace {

  private final NodePool pool = NodePool.of(2);
  private final WorkflowSchema schema = Lending.lend(pool);

  /** One releases. */
  @Actor
  public void one(III_Result result) {
    result.r1 = pool.release(schema) ? 1 : 0;
  }

  /** Another one does. */
  @Actor
  public void other(III_Result result) {
    result.r2 = pool.release(schema) ? 1 : 0;
  }

  /** How many nodes came back. */
  @Arbiter
  public void count(III_Result result) {
    result.r3 = (int) pool.statistics().returns();
  }
}
