package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.model.LoadSummary;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Documents;
import dev.sluice.support.FaultyFile;
import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Random loads, which are cancelled, fail, come too late or meet the closing of their loader: each
 * ends once, and leaves no file open; the test session sees to it that Reactor drops nothing.
 *
 * <p>Two thousand of them; {@code -Dsluice.loads=20000} makes it more, {@code -Dsluice.loads.seed}
 * other ones.
 */
class RandomLoadsTest {

  private static final int LOADS = Integer.getInteger("sluice.loads", 2_000);
  private static final long SEED = Long.getLong("sluice.loads.seed", 1);

  /** Loads that share their loaders and files, and that the closing of the loaders meets. */
  private static final int ROUND = 50;

  private static final List<byte[]> DOCUMENTS =
      List.of(
          Workflows.bytes(Workflows.chain(40)),
          Documents.named("every-rule.json"),
          Workflows.bytes(Workflows.chain(3)),
          Workflows.bytes("{\"nodes\":{]"));

  @Test
  void loads_atRandom_endOnceAndLeaveNothingOpen() throws Exception {
    Map<LoadSummary.Ending, Integer> endings = new EnumMap<>(LoadSummary.Ending.class);
    for (int round = 0; round < LOADS / ROUND; round++) {
      Round loads = new Round(new Random(SEED * 1_000_003 + round));
      loads.run();
      assertThat(loads.faults()).as("round %d of seed %d", round, SEED).isEmpty();
      loads.endings.forEach((ending, count) -> endings.merge(ending, count, Integer::sum));
    }
    assertThat(endings).containsOnlyKeys(LoadSummary.Ending.values());
    assertThat(endings.values().stream().mapToInt(count -> count).sum()).isEqualTo(LOADS);
  }

  /** Loads that run at the same time. */
  private static final class Round {
    private final Random random;
    private final List<FaultyFile> files = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final Map<LoadSummary.Ending, Integer> endings =
        new EnumMap<>(LoadSummary.Ending.class);
    private final CountDownLatch measured = new CountDownLatch(ROUND);
    private final List<WorkflowLoader> loaders;

    Round(Random random) {
      this.random = random;
      WorkflowCache cache = WorkflowCache.builder().workflows(2).build();
      Limits hasty = Limits.untrusted().with(Limit.MILLISECONDS, 1);
      loaders =
          List.of(
              loader().build(),
              loader().cache(cache).build(),
              loader().cache(cache).profile(Profile.STRICT).build(),
              loader().limits(hasty).cache(cache).build());
    }

    private WorkflowLoaderBuilder loader() {
      return Documents.loader().listener((operation, source) -> this::ended);
    }

    private synchronized void ended(LoadSummary summary) {
      endings.merge(summary.ending(), 1, Integer::sum);
      measured.countDown();
    }

    void run() throws InterruptedException {
      for (int i = 0; i < ROUND; i++) {
        Run run = new Run();
        runs.add(run);
        Publisher<?> load = load(run);
        run.cancelledAt(random.nextInt(3) == 0 ? random.nextInt(4) : -1);
        load.subscribe(run);
        if (random.nextInt(4) == 0) {
          Schedulers.parallel().schedule(run::cancel, random.nextInt(900), TimeUnit.MICROSECONDS);
        }
      }
      if (random.nextBoolean()) {
        loaders.forEach(WorkflowLoader::close); // while some of them run
      }
      for (Run run : runs) {
        assertThat(run.over.await(30, TimeUnit.SECONDS)).as("a load ends").isTrue();
      }
      assertThat(measured.await(30, TimeUnit.SECONDS)).as("every end is measured").isTrue();
      loaders.forEach(WorkflowLoader::close);
    }

    private Publisher<?> load(Run run) {
      WorkflowLoader loader = one(loaders);
      ByteSource source = source(run);
      return switch (random.nextInt(8)) {
        case 0, 1 -> loader.load(source);
        case 2 -> loader.tryLoad(source);
        case 3 -> loader.tryRead(source);
        case 4 -> loader.validate(source);
        case 5 -> loader.skeleton(source);
        case 6 -> loader.withSchema(source, schema -> Mono.just(schema.nodes().size()));
        default -> loader.events(source);
      };
    }

    private ByteSource source(Run run) {
      byte[] document = one(DOCUMENTS);
      byte[] bytes = one(List.of(Packing.values())).pack(document);
      if (random.nextInt(8) == 0) {
        bytes[random.nextInt(bytes.length)] ^= 4;
      }
      int fails = random.nextInt(4) == 0 ? random.nextInt(6) : Integer.MAX_VALUE;
      int size = 1 + random.nextInt(bytes.length);
      return switch (random.nextInt(4)) {
        case 0 -> ByteSource.of("bytes", bytes);
        case 1 -> ByteSource.of("publisher", published(bytes, size, fails, run));
        case 2 ->
            ByteSource.of(
                "other threads",
                published(bytes, size, fails, run).publishOn(Schedulers.parallel(), 1));
        default -> ByteSource.of(file(bytes, size, fails, run).path());
      };
    }

    private <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    private static Flux<ByteBuffer> published(byte[] bytes, int size, int fails, Run run) {
      return Flux.range(0, (bytes.length + size - 1) / size)
          .map(
              number -> {
                run.reached(number);
                if (number == fails) {
                  throw new IllegalStateException("made up");
                }
                int from = number * size;
                return ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from));
              });
    }

    private FaultyFile file(byte[] bytes, int size, int fails, Run run) {
      FaultyFile file = new FaultyFile("a.json", bytes).shortReads(size);
      files.add(file);
      return file.beforeRead(
          number -> {
            run.reached(number);
            if (number == fails) {
              throw new IOException("made up");
            }
          });
    }

    /** What is wrong after all of them have ended. */
    List<String> faults() throws InterruptedException {
      List<String> faults = new ArrayList<>();
      for (FaultyFile file : files) {
        if (!file.awaitClosings(file.opened())) {
          faults.add("a file is open");
        }
      }
      runs.forEach(run -> faults.addAll(run.faults()));
      return faults;
    }
  }

  /** A subscriber that cancels at some chunk of its source, or when it is made to. */
  private static final class Run implements CoreSubscriber<Object> {
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private volatile Subscription subscription;
    private volatile int cancelledAt = -1;
    private volatile boolean cancelled;

    void cancelledAt(int chunk) {
      cancelledAt = chunk;
    }

    void reached(int chunk) {
      if (chunk == cancelledAt) {
        cancel();
      }
    }

    void cancel() {
      cancelled = true;
      subscription.cancel();
      over.countDown();
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object element) {
      if (ends.get() > 0) {
        late.incrementAndGet();
      }
    }

    @Override
    public void onError(Throwable failure) {
      onComplete();
    }

    @Override
    public void onComplete() {
      ends.incrementAndGet();
      over.countDown();
    }

    List<String> faults() {
      List<String> faults = new ArrayList<>();
      if (ends.get() > 1 || (ends.get() == 0 && !cancelled)) {
        faults.add("a load ends " + ends + " times");
      }
      if (late.get() > 0) {
        faults.add("a load goes on after its end");
      }
      return faults;
    }
  }
}
