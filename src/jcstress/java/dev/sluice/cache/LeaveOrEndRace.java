package dev.sluice.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** The load of two askers ends while one of them leaves: the other one has the value, once. */
@JCStressTest
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "left before the value came")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "left after that")
@Outcome(expect = FORBIDDEN, desc = "signalled twice or never, or not kept")
@State
public class LeaveOrEndRace {

  private final AtomicInteger toLeaver = new AtomicInteger();
  private final AtomicInteger toStayer = new AtomicInteger();
  private final AtomicInteger kept = new AtomicInteger();
  private final Sinks.One<Integer> value = Sinks.one();
  private final SingleFlight<String, Integer> flight = new SingleFlight<>(new LongAdder());
  private final Mono<Integer> ask =
      flight.join(
          "key",
          value.asMono(),
          made -> kept.incrementAndGet(),
          Schedulers.immediate(),
          new InterimFindings());
  private final Disposable leaver = ask.subscribe(made -> toLeaver.incrementAndGet());
  private final Disposable stayer = ask.subscribe(made -> toStayer.incrementAndGet());

  /** One of two leaves. */
  @Actor
  public void leave() {
    leaver.dispose();
  }

  /** The load ends. */
  @Actor
  public void end() {
    value.tryEmitValue(1);
  }

  /** How often each subscriber was signalled, and the value was kept. */
  @Arbiter
  public void count(III_Result result) {
    result.r1 = toLeaver.get();
    result.r2 = stayer.isDisposed() ? toStayer.get() : -1;
    result.r3 = kept.get();
  }
}
