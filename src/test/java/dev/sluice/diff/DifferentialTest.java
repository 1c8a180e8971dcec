package dev.sluice.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.diff.Machine.Divergence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the document, all ways in say the same of it.
 *
 * <p>Some thousand documents; with {@code -Pdiff}, as many as ten minutes allow, or {@code
 * -Dsluice.diff.seconds}. A divergence names its seed: {@code -Dsluice.diff.seed} begins there.
 */
class DifferentialTest {

  private static final long FIRST_SEED = Long.getLong("sluice.diff.seed", 1);
  private static final long SECONDS = Long.getLong("sluice.diff.seconds", 0);
  private static final long SEEDS = Long.getLong("sluice.diff.seeds", 1_000);
  private static final int WORKERS =
      SECONDS == 0 ? 1 : Integer.getInteger("sluice.diff.workers", 2);
  private static final int MOST_DIVERGENCES = Integer.getInteger("sluice.diff.most", 20);

  private final AtomicLong seeds = new AtomicLong(FIRST_SEED);
  private final AtomicLong comparisons = new AtomicLong();
  private final ConcurrentLinkedQueue<Divergence> divergences = new ConcurrentLinkedQueue<>();
  private final long began = System.nanoTime();

  @Test
  void everyWay_ofRandomDocuments_hasTheSameResult(@TempDir Path directory) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<?>> running =
          IntStream.range(0, WORKERS)
              .<Future<?>>mapToObj(
                  number -> workers.submit(() -> work(directory.resolve("worker" + number))))
              .toList();
      for (Future<?> worker : running) {
        worker.get();
      }
    } finally {
      workers.shutdownNow();
    }
    System.out.println(progress());
    assertThat(divergences).isEmpty();
  }

  @Test
  void everyWay_ofWhatOnceDiverged_hasTheSameResult(@TempDir Path directory) {
    List<Divergence> again = new ArrayList<>();
    try (Machine machine = new Machine(Way.all(directory), Machine.STEPS_OF_MINIMISING)) {
      for (Subject subject : Regressions.all()) {
        again.addAll(machine.run(subject));
        again.addAll(machine.runCuts(subject, 1 + subject.bytes().length / 20));
      }
    }
    assertThat(again).isEmpty();
  }

  private Void work(Path directory) throws Exception {
    Files.createDirectories(directory);
    long told = 0;
    try (Machine machine = new Machine(Way.all(directory), Machine.STEPS_OF_MINIMISING)) {
      while (goesOn()) {
        long before = machine.comparisons();
        for (Divergence divergence : machine.run(seeds.getAndIncrement())) {
          divergences.add(divergence);
          System.out.println(elapsed() + " s: " + divergence);
        }
        comparisons.addAndGet(machine.comparisons() - before);
        if (SECONDS > 0 && elapsed() / 30 > told) {
          told = elapsed() / 30;
          System.out.println(progress());
        }
      }
    }
    return null;
  }

  private boolean goesOn() {
    boolean more = SECONDS > 0 ? elapsed() < SECONDS : seeds.get() < FIRST_SEED + SEEDS;
    return more && divergences.size() < MOST_DIVERGENCES;
  }

  private long elapsed() {
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }

  private String progress() {
    return "%d s: seeds %d to %d, %,d comparisons, %d divergences"
        .formatted(elapsed(), FIRST_SEED, seeds.get() - 1, comparisons.get(), divergences.size());
  }
}
