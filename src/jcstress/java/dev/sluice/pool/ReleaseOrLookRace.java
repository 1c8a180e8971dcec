package dev.sluice.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.sluice.model.WorkflowSchema;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A workflow is released during two lookups: a node that is gone at the first stays gone. */
@JCStressTest
@Outcome(
    id = {"1, 1", "1, 0", "0, 0"},
    expect = ACCEPTABLE,
    desc = "looked before, around or after the release")
@Outcome(expect = FORBIDDEN, desc = "seen again after it was gone")
@State
public class ReleaseOrLookRace {

  private final NodePool pool = NodePool.of(2);
  private final WorkflowSchema schema = Lending.lend(pool);

  /** It is released. */
  @Actor
  public void release() {
    pool.release(schema);
  }

  /** Two lookups. */
  @Actor
  public void look(II_Result result) {
    result.r1 = seen();
    result.r2 = seen();
  }

  private int seen() {
    try {
      return schema.nodes().size();
    } catch (IllegalStateException released) {
      return 0;
    }
  }
}
