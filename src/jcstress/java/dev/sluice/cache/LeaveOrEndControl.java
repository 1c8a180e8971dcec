package dev.sluice.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** {@link LeaveOrEndRace} with a list that is walked while askers leave it; it must fail. */
@JCStressTest
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "left before the value came")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "left after that")
@Outcome(expect = FORBIDDEN, desc = "signalled twice or never, or not kept")
@State
public class LeaveOrEndControl {

  private final AtomicInteger toLeaver = new AtomicInteger();
  private final AtomicInteger toStayer = new AtomicInteger();
  private final AtomicInteger kept = new AtomicInteger();
  private final List<AtomicInteger> waiting =
      new CopyOnWriteArrayList<>(List.of(toLeaver, toStayer));

  /** One of two leaves. */
  @Actor
  public void leave() {
    waiting.remove(0);
  }

  /** The load ends. */
  @Actor
  public void end() {
    kept.incrementAndGet();
    for (int i = 0; i < waiting.size(); i++) {
      try {
        waiting.get(i).incrementAndGet();
      } catch (IndexOutOfBoundsException left) {
        return;
      }
    }
  }

  /** How often each subscriber was signalled, and the value was kept. */
  @Arbiter
  public void count(III_Result result) {
    result.r1 = toLeaver.get();
    result.r2 = toStayer.get();
    result.r3 = kept.get();
  }
}
