package dev.sluice.cache;

import static dev.sluice.interleavings.Interleavings.require;

import dev.sluice.interleavings.Interleavings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** The cache: subscribers join a shared load and cancel, while it ends. */
class SharedLoadInterleavings {

  @Test
  void load_anyOrder_endsOrRunsForWhoeverIsLeft() {
    Interleavings.check(Model.class);
  }

  @Test
  void load_countOfSubscribersBesideTheLoad_fails() {
    Interleavings.mustFail(Naive.class);
  }

  /** One load, and three subscribers of it. */
  @Param(name = "subscriber", gen = IntGen.class, conf = "0:2")
  public static class Model {
    private final Source source = new Source();
    private final SharedLoad<Integer> load =
        new SharedLoad<>(source, new Unowned(), new InterimFindings());
    private final List<Joined> all = new ArrayList<>();

    public Model() {
      for (int i = 0; i < 3; i++) {
        all.add(new Joined());
      }
      all.get(0).joins.set(1); // the load counts its first subscriber
      load.result().subscribe(all.get(0));
    }

    @Operation
    public void join(@Param(name = "subscriber") int number) {
      Joined subscriber = all.get(number);
      if (subscriber.joins.compareAndSet(0, 1) && load.join()) {
        load.result().subscribe(subscriber);
      }
    }

    @Operation
    public void cancel(@Param(name = "subscriber") int number) {
      all.get(number).cancel();
    }

    @Operation(runOnce = true)
    public void end() {
      source.end();
    }

    @Validate
    public void atRest() {
      boolean isWaitedFor = false;
      for (Joined subscriber : all) {
        require(subscriber.signals.get() <= 1, "signalled twice");
        boolean waits =
            subscriber.subscription != null
                && !subscriber.cancelled
                && subscriber.signals.get() == 0;
        require(!waits || source.runs(), "waits for a load that does not run");
        isWaitedFor |= waits;
      }
      require(isWaitedFor || !source.runs(), "a load runs that nobody waits for");
    }
  }

  private static final class Joined implements CoreSubscriber<Integer> {
    private final AtomicInteger joins = new AtomicInteger();
    private final AtomicInteger signals = new AtomicInteger();
    private volatile @Nullable Subscription subscription;
    private volatile boolean cancelled;

    void cancel() {
      Subscription present = subscription;
      if (present != null) {
        cancelled = true;
        present.cancel();
      }
    }

    @Override
    public void onSubscribe(Subscription present) {
      subscription = present;
      present.request(1);
    }

    @Override
    public void onNext(Integer value) {
      signals.incrementAndGet();
    }

    @Override
    public void onError(Throwable failure) {
      signals.incrementAndGet();
    }

    @Override
    public void onComplete() {
      // after its value
    }
  }

  /** A load that ends when it is told to. */
  private static final class Source extends Mono<Integer> implements Subscription {
    private volatile @Nullable CoreSubscriber<? super Integer> load;
    private volatile boolean over;

    @Override
    public void subscribe(CoreSubscriber<? super Integer> actual) {
      load = actual;
      actual.onSubscribe(this);
    }

    void end() {
      CoreSubscriber<? super Integer> present = load;
      if (present != null && !over) {
        over = true;
        present.onNext(1);
        present.onComplete();
      }
    }

    boolean runs() {
      return load != null && !over;
    }

    @Override
    public void request(long n) {
      // the value comes when the load ends
    }

    @Override
    public void cancel() {
      over = true;
    }
  }

  private static final class Unowned implements SharedLoad.Owner<Integer> {
    @Override
    public void settled(SharedLoad<Integer> load, Integer value) {
      // nothing is kept
    }

    @Override
    public void dropped(SharedLoad<Integer> load) {
      // nothing is kept
    }
  }

  /** A count that is read and then written. */
  @Param(name = "subscriber", gen = IntGen.class, conf = "0:2")
  public static class Naive {
    private volatile int subscribers = 1;
    private volatile boolean cancelled;
    private volatile boolean faulty;

    @Operation
    @SuppressWarnings("NonAtomicVolatileUpdate") // which is the fault
    public void join() {
      if (subscribers > 0) {
        subscribers++;
        faulty |= cancelled;
      }
    }

    @Operation(runOnce = true)
    @SuppressWarnings("NonAtomicVolatileUpdate") // which is the fault
    public void cancel() {
      if (--subscribers == 0) {
        cancelled = true;
      }
    }

    @Validate
    public void atRest() {
      require(!faulty && (subscribers > 0) != cancelled, "waits for a load that does not run");
    }
  }
}
