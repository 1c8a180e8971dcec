package dev.sluice.load;

import static dev.sluice.interleavings.Interleavings.require;

import dev.sluice.interleavings.Interleavings;
import dev.sluice.load.Permits.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Admission: loads begin, wait, are granted a permit, end and are cancelled. */
class PermitsInterleavings {

  @Test
  void permits_anyOrder_noneIsLostOrGrantedTwice() {
    Interleavings.check(Model.class);
  }

  @Test
  void permits_countThatIsReadAndThenWritten_fails() {
    Interleavings.mustFail(Naive.class);
  }

  /** One permit for four loads. */
  @Param(name = "load", gen = IntGen.class, conf = "0:3")
  public static class Model {
    private final Permits permits = new Permits(1, 8, IllegalStateException::new);
    private final List<Load> loads = new ArrayList<>();

    public Model() {
      for (int i = 0; i < 4; i++) {
        loads.add(new Load(permits.permit()));
      }
    }

    @Operation
    public void begin(@Param(name = "load") int number) {
      loads.get(number).begin();
    }

    /** Ends a load, or cancels it while it waits. */
    @Operation
    public void end(@Param(name = "load") int number) {
      loads.get(number).end();
    }

    @Validate
    public void atRest() {
      int held = 0;
      int waiting = 0;
      for (Load load : loads) {
        held += load.permit.isHeld() ? 1 : 0;
        waiting += load.waits() ? 1 : 0;
        require(load.granted.get() <= 1, "a load is granted two permits");
        require(!load.permit.isHeld() || load.granted.get() == 1, "a grant is not signalled");
      }
      require(held == permits.held(), "a permit is lost");
      require(held <= 1, "more permits than there are");
      require(waiting == permits.waiting(), "the queue has others than the waiting loads");
      require(held == 1 || waiting == 0, "a load waits for a permit that is free");
    }
  }

  private static final class Load implements CoreSubscriber<Object> {
    private final Permit permit;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicInteger granted = new AtomicInteger();
    private volatile boolean ended;

    Load(Permit permit) {
      this.permit = permit;
    }

    void begin() {
      if (begun.compareAndSet(false, true)) {
        permit.taken().subscribe(this);
      }
    }

    void end() {
      ended = true;
      permit.release();
    }

    boolean waits() {
      return begun.get() && !ended && granted.get() == 0;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      // the permit is given back instead of cancelling the subscription
    }

    @Override
    public void onNext(Object any) {
      throw new IllegalStateException("a permit has no value");
    }

    @Override
    public void onError(Throwable failure) {
      throw new IllegalStateException("there is room for all that wait");
    }

    @Override
    public void onComplete() {
      granted.incrementAndGet();
    }
  }

  /** Takes a permit if there is one, in two steps. */
  public static class Naive {
    private volatile int free = 1;

    @Operation
    public boolean tryTake() {
      int now = free;
      if (now == 0) {
        return false;
      }
      free = now - 1;
      return true;
    }
  }
}
