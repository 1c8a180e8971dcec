package dev.sluice.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
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
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * A full load next to the bare token scan and to Jackson databind records of the same bytes.
 *
 * <pre>
 *   mvn -q -Pbench -DskipTests test-compile exec:exec -Dbench=LoadBenchmark
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
public class LoadBenchmark {

  private static final int CHUNK = 16 * 1024;

  /** How many nodes the document has. */
  @Param({"50", "1000"})
  public int nodes;

  private final JsonFactory factory =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  private final ObjectMapper mapper = new ObjectMapper(factory);
  private final WorkflowLoader here =
      WorkflowLoader.builder().limits(Limits.trusted()).scheduler(Schedulers.immediate()).build();
  private final WorkflowLoader hopping = WorkflowLoader.create();
  private byte[] document = {};

  /** What databind makes of the document: the shape a user would write down. */
  public record Workflow(
      Map<String, Object> metadata,
      Map<String, Node> nodes,
      List<Connection> connections,
      Map<String, Object> variables,
      Map<String, Object> settings) {}

  /** One node of it. */
  public record Node(
      String node_id, String node_type, Map<String, Object> config, List<Double> position) {}

  /** One connection of it. */
  public record Connection(
      String source_node, String source_port, String target_node, String target_port) {}

  /** Makes the document, and makes sure that everybody reads the same in it. */
  @Setup
  public void prepare() throws IOException {
    document = ChainDocuments.of(nodes);
    require(databindRecords().nodes().size() == nodes, "databind");
    require(fullLoad().nodes().size() == nodes, "fullLoad");
    require(fullLoadFromChunks().definition().equals(fullLoad().definition()), "chunks");
    require(here.tryLoad(source()).block().report().findings().isEmpty(), "no findings");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what + " computes something else");
    }
  }

  private ByteSource source() {
    return ByteSource.of("bench", document);
  }

  /** The unit: every token, no value. */
  @Benchmark
  public int scan() throws IOException {
    int tokens = 0;
    try (JsonParser parser = factory.createParser(document)) {
      for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
        tokens++;
      }
    }
    return tokens;
  }

  /** Values without any check. */
  @Benchmark
  public Workflow databindRecords() throws IOException {
    return mapper.readValue(document, Workflow.class);
  }

  /** Everything, on this thread, from one buffer. */
  @Benchmark
  public WorkflowSchema fullLoad() {
    return here.load(document).block();
  }

  /** Everything, on this thread, from a publisher of chunks. */
  @Benchmark
  public WorkflowSchema fullLoadFromChunks() {
    return here.load(chunks()).block();
  }

  /** Everything with the hop to the loader's own thread, as an application does it. */
  @Benchmark
  public WorkflowSchema fullLoadWithHop() {
    return hopping.load(document).block();
  }

  private Flux<ByteBuffer> chunks() {
    return Flux.<ByteBuffer, Integer>generate(
        () -> 0,
        (at, sink) -> {
          if (at >= document.length) {
            sink.complete();
          } else {
            sink.next(ByteBuffer.wrap(document, at, Math.min(CHUNK, document.length - at)));
          }
          return at + CHUNK;
        });
  }
}
