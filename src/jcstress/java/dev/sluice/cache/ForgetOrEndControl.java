package dev.sluice.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** {@link ForgetOrEndRace} with a flag that is read before the value is kept; it must fail. */
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "forgotten")
@Outcome(expect = FORBIDDEN, desc = "an old value outlives the call that forgets it")
@State
public class ForgetOrEndControl {

  private final AtomicBoolean forgotten = new AtomicBoolean();
  private final AtomicInteger kept = new AtomicInteger();

  /** The load ends and keeps its value. */
  @Actor
  public void end() {
    if (!forgotten.get()) {
      kept.set(1);
    }
  }

  /** The key is forgotten: first what is running, then what is kept. */
  @Actor
  public void forget() {
    forgotten.set(true);
    kept.set(0);
  }

  /** What is kept. */
  @Arbiter
  public void count(I_Result result) {
    result.r1 = kept.get();
  }
}
