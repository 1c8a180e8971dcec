package dev.sluice.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import reactor.core.Disposable;

/** {@link LeaveOrJoinRace} with a plain count of askers: looked up, then counted; it must fail. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "joined in time: the load goes on")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "came too late: a new load")
@Outcome(expect = FORBIDDEN, desc = "waits for a load that was cancelled, or one too many runs")
@State
public class LeaveOrJoinControl {

  private final Leaving leaving = new Leaving();
  private final AtomicReference<Naive> running = new AtomicReference<>(new Naive());

  private final class Naive {
    private final Disposable load = Leaving.ask(leaving.load());
    private final AtomicInteger askers = new AtomicInteger(1);

    void leave() {
      if (askers.decrementAndGet() == 0) {
        running.set(null);
        load.dispose();
      }
    }
  }

  /** The last one leaves. */
  @Actor
  public void leave() {
    running.get().leave();
  }

  /** Another one comes. */
  @Actor
  public void join() {
    Naive present = running.get();
    if (present == null) {
      running.set(new Naive());
    } else {
      present.askers.incrementAndGet();
    }
  }

  /** Loads begun, and cancelled. */
  @Arbiter
  public void count(II_Result result) {
    result.r1 = leaving.begun();
    result.r2 = leaving.cancelled();
  }
}
