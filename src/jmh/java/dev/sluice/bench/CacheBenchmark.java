package dev.sluice.bench;

import dev.sluice.WorkflowCache;
import dev.sluice.WorkflowLoader;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
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

/** Loads through the cache next to loads without one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx1g", "-Xmn512m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
public class CacheBenchmark {

  /** How many nodes the document has. */
  @Param({"50", "200", "1000"})
  public int nodes;

  private final WorkflowCache cache = WorkflowCache.create();
  private final WorkflowLoader cached = WorkflowLoader.builder().cache(cache).build();
  private final WorkflowLoader uncached = WorkflowLoader.create();
  private byte[] document = {};
  private Path file = Path.of("");

  /** Makes the document, and makes sure that a hit says what a load says. */
  @Setup
  public void prepare() throws IOException {
    document = ChainDocuments.of(nodes);
    file = Files.createTempFile("chain", ".json");
    Files.write(file, document);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-05T08:00:00Z")));
    WorkflowDefinition loaded = uncachedBytes().definition();
    for (int i = 0; i < 2; i++) {
      require(hitInMemory().definition().equals(loaded), "bytes");
      require(hitByStamp().definition().equals(loaded), "file");
    }
    require(cache.statistics().misses() == 1, "a single miss");
  }

  /** Removes the file. */
  @TearDown
  public void remove() throws IOException {
    Files.delete(file);
    cached.close();
    uncached.close();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what + " is not what it should be");
    }
  }

  /** Bytes in memory that were seen before: digest, look-up, nodes. */
  @Benchmark
  public WorkflowSchema hitInMemory() {
    return cached.load(document).block();
  }

  /** A file that was seen before: hop, stat, look-up, nodes. */
  @Benchmark
  public WorkflowSchema hitByStamp() {
    return cached.load(file).block();
  }

  /** The same without nodes. */
  @Benchmark
  public WorkflowDefinition hitByStampWithoutNodes() {
    return cached.read(file).block();
  }

  /** Bytes that are not in the cache, as the first load of them: all of it and the keeping. */
  @Benchmark
  public WorkflowSchema missInMemory() {
    cache.clear();
    return cached.load(document).block();
  }

  /** Bytes without a cache. */
  @Benchmark
  public WorkflowSchema uncachedBytes() {
    return uncached.load(ByteSource.of("bench", document)).block();
  }

  /** A file without a cache, its pages in memory. */
  @Benchmark
  public WorkflowSchema uncachedFile() {
    return uncached.load(file).block();
  }
}
