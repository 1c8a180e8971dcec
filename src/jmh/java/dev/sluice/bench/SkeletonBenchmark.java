package dev.sluice.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.finding.Findings;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.preview.SkeletonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A skeleton next to the bare token scan of the same bytes.
 *
 * <pre>
 *   mvn -q -Pbench -DskipTests test-compile exec:exec -Dbench=SkeletonBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx1g", "-Xmn512m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
public class SkeletonBenchmark {

  private static final int CHUNK = 64 * 1024;

  /** How many nodes the document has. */
  @Param({"1000", "100000"})
  public int nodes;

  private final JsonFactory factory =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  private byte[] document = {};

  /** Makes the document, and makes sure that both ways read the same in it. */
  @Setup
  public void prepare() {
    document = ChainDocuments.of(nodes);
    if (skeleton().nodeCount() != nodes || !skeletonFromChunks().equals(skeleton())) {
      throw new IllegalStateException("a benchmark computes something else");
    }
  }

  /** The unit: every token, no value. */
  @Benchmark
  public int scan() throws IOException {
    int tokens = 0;
    try (JsonParser parser = factory.createParser(document)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** A skeleton from one buffer. */
  @Benchmark
  public WorkflowSkeleton skeleton() {
    return read(document.length, document.length);
  }

  /** A skeleton from chunks, as a file gives them. */
  @Benchmark
  public WorkflowSkeleton skeletonFromChunks() {
    return read(0, CHUNK);
  }

  private WorkflowSkeleton read(int gather, int chunk) {
    Findings findings = new Findings(Profile.LENIENT, 1);
    try (SkeletonReader reader = new SkeletonReader(Limits.trusted(), findings, gather)) {
      for (int at = 0; at < document.length; at += chunk) {
        reader.feed(ByteBuffer.wrap(document, at, Math.min(chunk, document.length - at)));
      }
      return reader.finish().iterator().next();
    }
  }
}
