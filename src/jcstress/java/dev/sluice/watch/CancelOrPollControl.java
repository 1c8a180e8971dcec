package dev.sluice.watch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** {@link CancelOrPollRace} without looking at the cancel once more; it must fail. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "the last source is closed")
@Outcome(expect = FORBIDDEN, desc = "the watch waits for a source that nobody closes")
@State
public class CancelOrPollControl {

  private static final class Closeable {
    private volatile boolean closed;
  }

  private volatile boolean cancelled;
  private volatile Closeable source = new Closeable();

  /** The thread of the watch. */
  @Actor
  public void follow() {
    if (!cancelled) {
      source = new Closeable();
    }
  }

  /** The subscriber. */
  @Actor
  public void cancel() {
    cancelled = true;
    source.closed = true;
  }

  /** Whether the source that the watch waits for is closed. */
  @Arbiter
  public void end(I_Result result) {
    result.r1 = source.closed ? 1 : 0;
  }
}
