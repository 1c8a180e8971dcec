package dev.sluice.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Compression;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.write.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A document of 1,000 nodes to bytes in memory, next to Jackson databind's writing of the same
 * maps.
 *
 * <pre>
 *   mvn -q -Pbench -DskipTests test-compile exec:exec -Dbench=WriteBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx1g", "-Xmn512m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class WriteBenchmark {

  private static final int NODES = 1_000;

  private final WorkflowLoader loader = WorkflowLoader.create();
  private final ObjectMapper mapper = new ObjectMapper();
  private WorkflowDefinition definition;
  private Map<?, ?> maps = Map.of();

  /** Reads the document, and makes sure that both write it as it was. */
  @Setup
  public void prepare() throws IOException {
    byte[] document = ChainDocuments.of(NODES);
    definition = loader.read(ByteSource.of("chain", document)).block();
    maps = mapper.readValue(document, Map.class);
    ByteBuffer written = ByteBuffer.allocate(document.length);
    loader.encode(definition, WriteOptions.standard()).doOnNext(written::put).blockLast();
    if (!Arrays.equals(written.array(), document) || !Arrays.equals(databind(), document)) {
      throw new IllegalStateException("the document was not written as it was read");
    }
  }

  private long encode(Compression compression) {
    WriteOptions options = WriteOptions.standard().withCompression(compression);
    return loader
        .encode(definition, options)
        .reduce(0L, (sum, chunk) -> sum + chunk.remaining())
        .block();
  }

  @Benchmark
  public long plain() {
    return encode(Compression.PLAIN);
  }

  @Benchmark
  public long gzip() {
    return encode(Compression.GZIP);
  }

  @Benchmark
  public long zstd() {
    return encode(Compression.ZSTD);
  }

  @Benchmark
  public byte[] databind() throws IOException {
    return mapper.writeValueAsBytes(maps);
  }
}
