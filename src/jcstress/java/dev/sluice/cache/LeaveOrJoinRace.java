package dev.sluice.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The last asker leaves while another one comes: who comes has a load that goes on. */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "joined in time: the load goes on")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "came too late: a new load")
@Outcome(expect = FORBIDDEN, desc = "waits for a load that was cancelled, or one too many runs")
@State
public class LeaveOrJoinRace {

  private final Leaving leaving = new Leaving();
  private final SingleFlight<String, Integer> flight = new SingleFlight<>(new LongAdder());
  private final Mono<Integer> ask =
      flight.join(
          "key", leaving.load(), value -> {}, Schedulers.immediate(), new InterimFindings());
  private final Disposable first = Leaving.ask(ask);

  /** The last one leaves. */
  @Actor
  public void leave() {
    first.dispose();
  }

  /** Another one comes. */
  @Actor
  public void join() {
    Leaving.ask(ask);
  }

  /** Loads begun, and cancelled. */
  @Arbiter
  public void count(II_Result result) {
    result.r1 = leaving.begun();
    result.r2 = leaving.cancelled();
  }
}
