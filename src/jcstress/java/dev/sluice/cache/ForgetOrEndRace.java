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
import org.openjdk.jcstress.infra.results.II_Result;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** A load ends while its key is forgotten: the asker has the value, and nothing of it is kept. */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "forgotten, and signalled to the subscriber")
@Outcome(expect = FORBIDDEN, desc = "an old value outlives the call that forgets it")
@State
public class ForgetOrEndRace {

  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicInteger signals = new AtomicInteger();
  private final Sinks.One<Integer> value = Sinks.one();
  private final SingleFlight<String, Integer> flight = new SingleFlight<>(new LongAdder());
  private final Disposable asker =
      flight
          .join("key", value.asMono(), kept::set, Schedulers.immediate(), new InterimFindings())
          .subscribe(made -> signals.incrementAndGet());

  /** The load ends and keeps its value. */
  @Actor
  public void end() {
    value.tryEmitValue(1);
  }

  /** The key is forgotten: first what is running, then what is kept. */
  @Actor
  public void forget() {
    flight.forget(key -> true, key -> kept.set(0));
    kept.set(0);
  }

  /** What is kept, and how often the subscriber was signalled. */
  @Arbiter
  public void count(II_Result result) {
    result.r1 = kept.get();
    result.r2 = asker.isDisposed() ? signals.get() : -1;
  }
}
