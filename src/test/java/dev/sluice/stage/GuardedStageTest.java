package dev.sluice.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.util.RaceTestUtils;

@Timeout(60)
final class GuardedStageTest {

  private final Probe probe = new Probe();
  private final GuardedStage<Integer, Integer> stage = new GuardedStage<>(probe);

  @Test
  void feed_andFinish_giveWhatTheStageGives() {
    assertThat(stage.feed(3)).containsExactly(0, 1, 2);
    assertThat(stage.finish()).containsExactly(-1);
    assertThat(probe.closed).isZero();
    assertThat(stage.isClosed()).isFalse();
  }

  @Test
  void feed_ofManyOutputs_makesEachWhenItIsAskedFor() {
    Iterator<Integer> outputs = stage.feed(3).iterator();
    assertThat(probe.made).isZero();
    outputs.next();
    assertThat(probe.made).isOne();
    assertThat(outputs.hasNext()).isTrue();
    assertThat(outputs.hasNext()).isTrue();
    assertThat(probe.made).isEqualTo(2);
  }

  @Test
  void isOver_beforeAndAfterTheLastOutput_makesNone() {
    Iterator<Integer> outputs = stage.feed(2).iterator();
    assertThat(stage.isOver(outputs)).isFalse();
    assertThat(probe.made).isZero();
    assertThat(outputs.hasNext()).isTrue();
    outputs.next();
    outputs.next();
    assertThat(stage.isOver(outputs)).isTrue();
    assertThat(probe.made).isEqualTo(2);
  }

  @Test
  void close_twice_closesOnce() {
    stage.close();
    stage.close();
    assertThat(probe.closed).isOne();
    assertThat(stage.isClosed()).isTrue();
    assertThat(stage).hasToString("GuardedStage[Probe, state 3]");
  }

  @Test
  void feed_afterClose_yieldsNothingAndDoesNotReachTheStage() {
    stage.close();
    assertThat(stage.feed(3)).isEmpty();
    assertThat(stage.finish()).isEmpty();
    assertThat(probe.calls).isZero();
  }

  @Test
  void next_afterClose_yieldsNothingMore() {
    Iterator<Integer> outputs = stage.feed(3).iterator();
    assertThat(outputs.next()).isZero();
    stage.close();
    assertThat(outputs.hasNext()).isFalse();
    assertThatThrownBy(outputs::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("no further output");
    assertThat(probe.made).isOne();
  }

  @Test
  void next_ofAnOutputMadeBeforeClose_givesIt() {
    Iterator<Integer> outputs = stage.feed(3).iterator();
    assertThat(outputs.hasNext()).isTrue();
    stage.close();
    assertThat(outputs.next()).isZero();
    assertThat(outputs.hasNext()).isFalse();
  }

  @Test
  void close_whileAnotherThreadIsInAStep_isDoneByThatThreadWhenTheStepEnds() throws Exception {
    for (Probe.Step step : Probe.Step.values()) {
      Probe busy = new Probe();
      GuardedStage<Integer, Integer> guarded = new GuardedStage<>(busy);
      busy.holdAt(step);
      CompletableFuture<List<Integer>> run = CompletableFuture.supplyAsync(() -> all(guarded));
      await(busy.entered);

      guarded.close();
      assertThat(busy.closed).as("during %s", step).isZero();
      assertThat(guarded.isClosed()).isTrue();
      assertThat(guarded.feed(1)).as("a step of another thread").isEmpty();

      busy.release.countDown();
      List<Integer> outputs = run.get(30, TimeUnit.SECONDS);
      assertThat(outputs).hasSizeLessThan(3);
      assertThat(busy.closed).isOne();
      assertThat(busy.closer).isSameAs(busy.stepper);
    }
  }

  private static List<Integer> all(GuardedStage<Integer, Integer> guarded) {
    List<Integer> outputs = new ArrayList<>();
    guarded.feed(3).forEach(outputs::add);
    return outputs;
  }

  @Test
  void close_afterAStepThatThrew_closesOnce() {
    assertThatThrownBy(() -> stage.feed(-1)).hasMessage("refused");
    assertThat(probe.closed).isZero();
    stage.close();
    assertThat(probe.closed).isOne();
  }

  @Test
  void close_requestedDuringAStepThatThrows_isDoneAtItsEnd() throws Exception {
    probe.holdAt(Probe.Step.FEED);
    CompletableFuture<Iterable<Integer>> run = CompletableFuture.supplyAsync(() -> stage.feed(-1));
    await(probe.entered);
    stage.close();
    probe.release.countDown();
    assertThatThrownBy(() -> run.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("refused");
    assertThat(probe.closed).isOne();
  }

  @Test
  void close_racingStepsAndOtherCloses_closesOnceAndNeverDuringAStep() {
    int cut = 0;
    for (int round = 0; round < 5_000; round++) {
      Probe raced = new Probe();
      GuardedStage<Integer, Integer> guarded = new GuardedStage<>(raced);
      List<Integer> outputs = new ArrayList<>();
      RaceTestUtils.race(
          () -> guarded.feed(20).forEach(outputs::add), guarded::close, guarded::close);
      guarded.close();
      assertThat(raced.closed).isOne();
      assertThat(raced.closedDuringStep).isFalse();
      assertThat(raced.steppedAfterClose).isFalse();
      cut += outputs.size() < 20 ? 1 : 0;
    }
    assertThat(cut).as("rounds in which the close came before the end").isPositive();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  /** A stage that counts up to its input, and records the calls to it. */
  private static final class Probe implements Stage<Integer, Integer> {

    private enum Step {
      FEED,
      HAS_NEXT,
      NEXT
    }

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile Step held;
    private volatile boolean stepping;
    private volatile Thread stepper;
    private volatile Thread closer;
    private volatile int closed;
    private volatile boolean closedDuringStep;
    private volatile boolean steppedAfterClose;
    private int calls;
    private int made;

    void holdAt(Step step) {
      held = step;
    }

    private void step(Step step, Runnable work) {
      stepping = true;
      steppedAfterClose |= closed > 0;
      stepper = Thread.currentThread();
      if (step == held) {
        entered.countDown();
        try {
          release.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      try {
        work.run();
      } finally {
        stepping = false;
      }
    }

    @Override
    public Iterable<Integer> feed(Integer input) {
      step(
          Step.FEED,
          () -> {
            calls++;
            if (input < 0) {
              throw new IllegalArgumentException("refused");
            }
          });
      return () -> new Counting(input);
    }

    @Override
    public Iterable<Integer> finish() {
      calls++;
      return List.of(-1);
    }

    @Override
    public void close() {
      closedDuringStep |= stepping;
      closer = Thread.currentThread();
      synchronized (this) {
        closed++;
      }
    }

    @Override
    public String toString() {
      return "Probe";
    }

    private final class Counting implements Iterator<Integer> {
      private final int end;
      private int next;

      Counting(int end) {
        this.end = end;
      }

      @Override
      public boolean hasNext() {
        step(Step.HAS_NEXT, () -> {});
        return next < end;
      }

      @Override
      public Integer next() {
        step(Step.NEXT, () -> made++);
        return next++;
      }
    }
  }
}
