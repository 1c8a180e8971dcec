package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import dev.sluice.error.LoaderBusyException;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Documents;
import dev.sluice.support.Documents.Said;
import dev.sluice.support.FaultyFile;
import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** More loads at once than there are threads. */
class ManyLoadsTest {

  private static final byte[] DOCUMENT = Workflows.bytes(Workflows.chain(50));

  @Test
  void tryLoad_thousandAtOnce_eachHasTheSameResultAsAlone() {
    byte[] faulty = Documents.named("every-rule.json");
    byte[] damaged = Packing.ZSTD.pack(DOCUMENT);
    damaged[damaged.length - 2] ^= 1;
    FaultyFile file = new FaultyFile("a.json", Packing.GZIP.pack(DOCUMENT)).shortReads(500);
    List<ByteSource> sources =
        List.of(
            ByteSource.of(file.path()),
            ByteSource.of("", faulty),
            Chunked.every(97, 3, Packing.ZSTD.pack(faulty)),
            ByteSource.of("", damaged),
            Chunked.every(1_000, 0, DOCUMENT));
    try (WorkflowLoader loader = Documents.loader().admission(64, 1_000).build()) {
      List<Said> alone = new ArrayList<>();
      sources.forEach(source -> alone.add(Said.by(loader, source)));

      List<Boolean> same =
          Flux.range(0, 1_000)
              .flatMap(
                  number -> {
                    int which = number % sources.size();
                    return loader
                        .tryLoad(sources.get(which))
                        .map(result -> Said.of(result).equals(alone.get(which)));
                  },
                  1_000)
              .collectList()
              .block();

      assertThat(same).hasSize(1_000).containsOnly(true);
      assertThat(file.opened()).isEqualTo(201);
      assertThat(file.open()).isZero();
    }
  }

  @Test
  void load_moreThanTheSchedulerTakes_failAsBusy() throws Exception {
    Scheduler narrow = Schedulers.newBoundedElastic(1, 3, "narrow", 60, true);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    FaultyFile file = new FaultyFile("a.json", DOCUMENT);
    file.beforeRead(
        number -> {
          reading.countDown();
          ends(go, "the first read");
        });
    Ends ends = new Ends(20);
    try (WorkflowLoader loader = WorkflowLoader.builder().scheduler(narrow).build()) {
      loader.load(file.path()).subscribe(ends.next());
      ends(reading, "the one thread reads");
      for (int i = 1; i < 20; i++) {
        loader.load(file.path()).subscribe(ends.next());
      }
      assertThat(ends.failures())
          .hasSize(16)
          .allSatisfy(
              e ->
                  assertThat(e)
                      .isExactlyInstanceOf(LoaderBusyException.class)
                      .hasMessage("The loader's queue is full; try again later (a.json) [BUSY]"));
      go.countDown();
      ends.await();
    } finally {
      narrow.dispose();
    }
    assertThat(ends.values()).isEqualTo(4);
    assertThat(file.opened()).isEqualTo(4);
    assertThat(file.open()).isZero();
  }

  @Test
  void close_thousandLoadsRunOrWait_endsEachOnceWithNothingOpen() throws Exception {
    CountDownLatch reading = new CountDownLatch(2);
    FaultyFile file = new FaultyFile("a.json", DOCUMENT).shortReads(1_000);
    file.beforeRead(
        number -> {
          reading.countDown();
          LoadLifecycleTest.awaitInterrupt();
        });
    Ends ends = new Ends(1_000);
    try (WorkflowLoader loader = WorkflowLoader.builder().admission(64, 500).build()) {
      for (int i = 0; i < 500; i++) {
        loader.load(Flux.never()).subscribe(ends.next());
      }
      for (int i = 0; i < 500; i++) {
        loader.load(file.path()).subscribe(ends.next());
      }
      ends(reading, "both threads read");
    }
    ends.await();

    assertThat(ends.failures())
        .hasSize(1_000)
        .allSatisfy(e -> assertThat(e).isExactlyInstanceOf(LoaderBusyException.class))
        .allSatisfy(e -> assertThat(e).hasMessageStartingWith("The loader is closed"));
    assertThat(file.awaitClosings(file.opened())).isTrue();
  }

  @Test
  void load_closedLoader_isBusy() {
    WorkflowLoader loader = WorkflowLoader.create();
    loader.close();
    loader.close();
    Ends ends = new Ends(1);

    loader.load(DOCUMENT).subscribe(ends.next());

    assertThat(ends.failures())
        .singleElement(THROWABLE)
        .isExactlyInstanceOf(LoaderBusyException.class)
        .hasMessage("The loader is closed [BUSY]");
  }

  private static void ends(CountDownLatch latch, String what) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).as(what).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(what, e);
    }
  }

  /** Subscribers that count how their loads end. */
  private static final class Ends {
    private final CountDownLatch open;
    private final AtomicInteger values = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final List<Throwable> failures = new ArrayList<>();
    private final int expected;

    Ends(int expected) {
      this.expected = expected;
      open = new CountDownLatch(expected);
    }

    BaseSubscriber<Object> next() {
      return new BaseSubscriber<>() {
        @Override
        protected void hookOnNext(Object value) {
          values.incrementAndGet();
        }

        @Override
        protected void hookOnError(Throwable failure) {
          synchronized (failures) {
            failures.add(failure);
          }
        }

        @Override
        protected void hookFinally(SignalType type) {
          ends.incrementAndGet();
          open.countDown();
        }
      };
    }

    void await() throws InterruptedException {
      assertThat(open.await(20, TimeUnit.SECONDS)).as("%s are open", open.getCount()).isTrue();
      assertThat(ends).hasValue(expected);
    }

    int values() {
      return values.get();
    }

    List<Throwable> failures() {
      synchronized (failures) {
        return List.copyOf(failures);
      }
    }
  }
}
