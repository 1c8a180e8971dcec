package dev.sluice.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.publisher.TestPublisher;
import reactor.test.util.RaceTestUtils;

class SingleFlightTest {

  private static final int ROUNDS = 1_000;
  private static final int ASKERS = 8;

  private final LongAdder joined = new LongAdder();
  private final SingleFlight<String, Integer> flight = new SingleFlight<>(joined);
  private final List<Integer> kept = new ArrayList<>();

  private Mono<Integer> ask(Mono<Integer> load) {
    return flight.join("key", load, kept::add, Schedulers.immediate(), new InterimFindings());
  }

  @Test
  void join_whileALoadRuns_sharesIt() {
    TestPublisher<Integer> source = TestPublisher.create();
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ask(source.mono()).subscribe(values::add);
    }
    source.assertSubscribers(1);

    source.emit(7);

    assertThat(values).containsExactly(7, 7, 7);
    assertThat(kept).containsExactly(7);
    assertThat(joined.sum()).isEqualTo(2);
    assertThat(flight.size()).isZero();
  }

  @Test
  void join_afterTheEnd_loadsAgain() {
    AtomicInteger loads = new AtomicInteger();
    Mono<Integer> ask = ask(Mono.fromCallable(loads::incrementAndGet));

    StepVerifier.create(ask).expectNext(1).verifyComplete();
    StepVerifier.create(ask).expectNext(2).verifyComplete();
  }

  @Test
  void join_failingLoad_failsForAllAndKeepsNothing() {
    TestPublisher<Integer> source = TestPublisher.create();
    List<Throwable> failures = new ArrayList<>();
    ask(source.mono()).subscribe(v -> {}, failures::add);
    ask(source.mono()).subscribe(v -> {}, failures::add);

    source.error(new IllegalStateException("broken"));

    assertThat(failures).hasSize(2).allSatisfy(e -> assertThat(e).hasMessage("broken"));
    assertThat(kept).isEmpty();
    assertThat(flight.size()).isZero();
  }

  @Test
  void join_emptyLoad_failsForAllAndKeepsNothing() {
    TestPublisher<Integer> source = TestPublisher.create();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < ASKERS; i++) {
      ask(source.mono()).subscribe(v -> {}, failures::add);
    }
    source.assertSubscribers(1);

    source.complete();

    assertThat(failures)
        .hasSize(ASKERS)
        .allSatisfy(e -> assertThat(e).hasMessage("a load ended without a value"));
    assertThat(kept).isEmpty();
    assertThat(flight.size()).isZero();
  }

  @Test
  void cancel_ofOneAsker_leavesTheOthersTheirLoad() {
    TestPublisher<Integer> source = TestPublisher.create();
    List<Integer> values = new ArrayList<>();
    Disposable first = ask(source.mono()).subscribe(values::add);
    ask(source.mono()).subscribe(values::add);

    first.dispose();
    source.assertNotCancelled();
    source.emit(7);

    assertThat(values).containsExactly(7);
  }

  @Test
  void cancel_ofTheLastAsker_cancelsTheLoadAndTheNextLoadsAgain() {
    TestPublisher<Integer> source = TestPublisher.create();
    Disposable first = ask(source.mono()).subscribe();
    Disposable second = ask(source.mono()).subscribe();

    first.dispose();
    second.dispose();

    source.assertCancelled();
    assertThat(flight.size()).isZero();
    StepVerifier.create(ask(Mono.just(9))).expectNext(9).verifyComplete();
    assertThat(kept).containsExactly(9);
  }

  @Test
  void cancel_twiceByOneAsker_countsOnce() {
    TestPublisher<Integer> source = TestPublisher.create();
    Disposable first = ask(source.mono()).subscribe();
    ask(source.mono()).subscribe();

    first.dispose();
    first.dispose();

    source.assertNotCancelled();
  }

  @Test
  void cancel_afterTheValue_changesNothing() {
    StepVerifier.create(ask(Mono.just(1)), 1).expectNext(1).thenCancel().verify();

    assertThat(kept).containsExactly(1);
  }

  @Test
  void result_withoutDemand_waitsForIt() {
    StepVerifier.create(ask(Mono.just(1)), 0).thenRequest(1).expectNext(1).verifyComplete();
  }

  @Test
  void forget_runningLoad_isNotJoinedAnyMoreAndKeepsNothing() {
    TestPublisher<Integer> old = TestPublisher.create();
    List<Integer> values = new ArrayList<>();
    ask(old.mono()).subscribe(values::add);
    List<String> forgotten = new ArrayList<>();

    flight.forget(key -> key.equals("other"), forgotten::add);
    assertThat(forgotten).isEmpty();
    flight.forget(key -> key.equals("key"), forgotten::add);
    assertThat(forgotten).containsExactly("key");

    TestPublisher<Integer> fresh = TestPublisher.create();
    ask(fresh.mono()).subscribe(values::add);
    fresh.assertSubscribers(1);
    old.emit(1);
    assertThat(kept).isEmpty();
    fresh.emit(2);
    assertThat(kept).containsExactly(2);
    assertThat(values).containsExactly(1, 2);
  }

  @Test
  void join_loadThatAsksForAnotherKey_isNotARecursiveUpdate() {
    Mono<Integer> inner =
        flight.join("inner", Mono.just(1), v -> {}, Schedulers.immediate(), new InterimFindings());

    StepVerifier.create(ask(inner.map(one -> one + 1))).expectNext(2).verifyComplete();
  }

  @Test
  void load_doesNotSeeAnyAskersContext() {
    Mono<Integer> load =
        Mono.deferContextual(context -> Mono.just(context.hasKey("tenant") ? 1 : 0));

    StepVerifier.create(ask(load).contextWrite(context -> context.put("tenant", "first")))
        .expectNext(0)
        .verifyComplete();
  }

  @Test
  void result_ofAJoinedLoad_isEmittedOnTheGivenScheduler() {
    TestPublisher<Integer> source = TestPublisher.create();
    Queue<Runnable> tasks = new ArrayDeque<>();
    Scheduler others = Schedulers.fromExecutor(tasks::add);
    List<String> told = new ArrayList<>();
    Mono<Integer> ask = flight.join("key", source.mono(), kept::add, others, new InterimFindings());
    ask.subscribe(v -> told.add("first"));
    ask.subscribe(v -> told.add("second"));

    source.emit(1);
    assertThat(told).containsExactly("first");
    tasks.remove().run();
    assertThat(told).containsExactly("first", "second");
  }

  @Test
  void join_randomCancels_survivorsGetTheValueOfOneLoad() {
    Random random = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      Load load = new Load();
      List<Asker> askers = new ArrayList<>();
      for (int i = 0; i < ASKERS; i++) {
        askers.add(new Asker(i == 0 ? Leaves.NEVER : Leaves.values()[random.nextInt(3)]));
      }
      askers.get(0).ask(ask(load.mono()));
      race(askers, asker -> asker.ask(ask(load.mono())), () -> {});
      race(askers, Asker::leave, load::emit);

      for (Asker asker : askers) {
        assertThat(asker.values.get())
            .as("values of one who leaves %s", asker.leaves)
            .isBetween(asker.leaves == Leaves.NEVER ? 1 : 0, asker.leaves == Leaves.SOON ? 0 : 1);
      }
      assertThat(load.started.get()).as("loads of round %s", round).isOne();
      assertThat(flight.size()).isZero();
    }
  }

  @Test
  void join_allCancel_loadIsCancelledAndNothingIsLeft() {
    for (int round = 0; round < ROUNDS; round++) {
      PublisherProbe<Integer> source = PublisherProbe.of(Mono.never());
      Disposable[] askers = new Disposable[ASKERS];
      for (int i = 0; i < ASKERS; i++) {
        askers[i] = ask(source.mono()).subscribe();
      }
      Runnable[] leaving = new Runnable[ASKERS];
      for (int i = 0; i < ASKERS; i++) {
        leaving[i] = askers[i]::dispose;
      }
      RaceTestUtils.race(leaving);

      source.assertWasCancelled();
      assertThat(source.subscribeCount()).isOne();
      assertThat(flight.size()).isZero();
    }
  }

  /** Lets all askers but the first do something at once, and something else happen as well. */
  private static void race(List<Asker> askers, Consumer<Asker> step, Runnable besides) {
    Runnable[] all = new Runnable[askers.size()];
    for (int i = 1; i < all.length; i++) {
      Asker asker = askers.get(i);
      all[i] = () -> step.accept(asker);
    }
    all[0] = besides;
    RaceTestUtils.race(all);
  }

  private enum Leaves {
    NEVER,
    SOON,
    LATE
  }

  /** One who asks, and may leave again: at once, or at about the time the value comes. */
  private static final class Asker extends BaseSubscriber<Integer> {
    private final Leaves leaves;
    private final AtomicInteger values = new AtomicInteger();

    Asker(Leaves leaves) {
      this.leaves = leaves;
    }

    void ask(Mono<Integer> value) {
      value.subscribe(this);
      if (leaves == Leaves.SOON) {
        cancel();
      }
    }

    void leave() {
      if (leaves == Leaves.LATE) {
        cancel();
      }
    }

    @Override
    protected void hookOnNext(Integer value) {
      values.incrementAndGet();
    }
  }

  /** A load that ends on command. */
  private static final class Load {
    private final AtomicInteger started = new AtomicInteger();
    private final Sinks.One<Integer> value = Sinks.one();

    Mono<Integer> mono() {
      return value.asMono().doOnSubscribe(any -> started.incrementAndGet());
    }

    void emit() {
      value.tryEmitValue(1).orThrow();
    }
  }
}
