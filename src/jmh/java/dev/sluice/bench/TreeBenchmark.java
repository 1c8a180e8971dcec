package dev.sluice.bench;

import dev.sluice.WorkflowLoader;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Packing;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Scans of a tree of 10,000 workflow files of 30 nodes each, a third of them plain, a third gzip, a
 * third zstd, in a heap of 64 MB; with hostile files among them, or without.
 *
 * <pre>
 *   mvn -q -Pbench -DskipTests test-compile exec:exec -Dbench=TreeBenchmark
 * </pre>
 *
 * <p>Before it measures times it prints how many files were open and how much memory was live at
 * most, which needs a garbage collection every 500 files.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx64m")
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class TreeBenchmark {

  private static final int FILES = 10_000;
  private static final int PER_DIRECTORY = 250;
  private static final int NODES = 30;
  private static final String[] ENDINGS = {".json", ".json.gz", ".json.zst"};
  private static final List<Packing> PACKINGS = List.of(Packing.PLAIN, Packing.GZIP, Packing.ZSTD);

  /** Whether there is one file of each hostile kind in the tree. */
  @Param({"false", "true"})
  public boolean hostile;

  private final Scheduler scheduler =
      Schedulers.newBoundedElastic(
          Runtime.getRuntime().availableProcessors(), Integer.MAX_VALUE, "tree", 60, true);
  private final WorkflowLoader loader = WorkflowLoader.builder().scheduler(scheduler).build();
  private final DirectoryScanner scanner = new DirectoryScanner(ScanOptions.defaults(), scheduler);
  private Path root = Path.of("");

  /** Makes the tree, and reports what a scan of it needs besides time. */
  @Setup
  public void makeTree() throws Exception {
    root = Files.createTempDirectory("sluice-tree");
    for (int i = 0; i < FILES; i++) {
      Path directory = Files.createDirectories(root.resolve("d" + i / PER_DIRECTORY));
      Packing packing = PACKINGS.get(i % ENDINGS.length);
      Files.write(
          directory.resolve("flow-" + i + ENDINGS[i % ENDINGS.length]),
          packing.pack(ChainDocuments.of(NODES)));
    }
    if (hostile) {
      makeHostileFiles();
    }
    watch("walk", Mono::just);
    watch("skeletons", loader::skeleton);
    watch("validate", path -> loader.validate(ByteSource.of(path)));
  }

  private void makeHostileFiles() throws Exception {
    Path directory = Files.createDirectories(root.resolve("d10/hostile.json"));
    Files.createFile(directory.resolve("empty.json"));
    Files.createSymbolicLink(directory.resolve("dangling.json"), root.resolve("nowhere"));
    Files.createSymbolicLink(directory.resolve("loop"), root);
    Files.writeString(directory.resolve("bad.json"), "{]");
    Files.writeString(directory.resolve("foreign.json"), "{\"$schema\":\"x\"}");
    Files.write(directory.resolve("bomb.json.gz"), Packing.GZIP.pack(new byte[32 << 20]));
    try (RandomAccessFile huge =
        new RandomAccessFile(directory.resolve("huge.json").toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    String fifo = directory.resolve("fifo.json").toString();
    if (new ProcessBuilder("mkfifo", fifo).start().waitFor() != 0) {
      throw new IllegalStateException("cannot make a FIFO");
    }
  }

  private <T> void watch(String what, Function<Path, Mono<T>> load) throws IOException {
    long[] most = new long[2];
    long count = 0;
    long failed = 0;
    for (ScanEntry<T> entry : scanner.scan(root, load).toIterable(1)) {
      if (count++ % 500 == 0) {
        System.gc();
        most[0] = Math.max(most[0], openFiles());
        most[1] =
            Math.max(most[1], ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
      }
      failed += entry.failure().isPresent() ? 1 : 0;
    }
    if (count - failed < FILES) {
      throw new IllegalStateException(what + " found " + count + " files, " + failed + " failed");
    }
    System.out.printf(
        "# %s: %d entries, %d failed, at most %d files open and %.1f MB live%n",
        what, count, failed, most[0], most[1] / 1e6);
  }

  private long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(this::isInTree).count();
    }
  }

  private boolean isInTree(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(root);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  /** Removes the tree. */
  @TearDown
  public void removeTree() throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(root)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
    loader.close();
    scheduler.dispose();
  }

  /** The names and attributes alone. */
  @Benchmark
  public Long walk() {
    return scanner.walk(root).count().block();
  }

  /** Every file's bytes, and nothing made of them. */
  @Benchmark
  public Long bytes() {
    return count(path -> ByteSource.of(path).read().count());
  }

  /** What every file shows at a glance. */
  @Benchmark
  public Long skeletons() {
    return count(loader::skeleton);
  }

  /** Everything there is to find in every file. */
  @Benchmark
  public Long validate() {
    return count(path -> loader.validate(ByteSource.of(path)));
  }

  /** Every file with its live nodes. */
  @Benchmark
  public Long load() {
    return count(loader::load);
  }

  private <T> Long count(Function<Path, Mono<T>> load) {
    Flux<ScanEntry<T>> entries = scanner.scan(root, load);
    return entries.count().block();
  }
}
