package dev.sluice;

import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.chain;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.config.Rule;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.config.UnknownTypes;
import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

/** What a cached definition depends on: options, registries, limits and what a load omits. */
@Timeout(60)
class WorkflowCacheOptionsTest {

  private static final Instant LONG_AGO = Instant.parse("2026-01-05T08:00:00Z");
  @TempDir private Path directory;
  private final WorkflowCache cache = WorkflowCache.create();
  private final WorkflowLoader loader = loader(options -> options);

  private WorkflowLoader loader(UnaryOperator<WorkflowLoaderBuilder> options) {
    return options.apply(WorkflowLoader.builder().cache(cache)).build();
  }

  @AfterEach
  void close() {
    loader.close();
  }

  private Path file(byte[] document) throws IOException {
    Path file = Files.write(directory.resolve("flow.json"), document);
    return Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
  }

  private static ByteSource source(byte[] document) {
    return ByteSource.of("", document);
  }

  @Test
  void load_rejectedDocument_isRejectedFromTheCacheForAWhile() {
    byte[] document = bytes("[]");

    for (int i = 0; i < 3; i++) {
      StepVerifier.create(loader.load(document)).verifyError(InvalidWorkflowException.class);
    }

    assertThat(cache.statistics().misses()).isOne();
    assertThat(cache.statistics().hits()).isEqualTo(2);
  }

  /** What decides the outcome besides the document, one change each. */
  static Stream<UnaryOperator<WorkflowLoaderBuilder>> load_underOtherOptions_isNotAnsweredByIt() {
    return Stream.of(
        options -> options.profile(Profile.STRICT),
        options -> options.limits(Limits.untrusted().with(Limit.NODES, 1)),
        options -> options.unknownTypes(UnknownTypes.FAIL),
        options -> options.security(new SecurityPolicy(List.of("hello"), java.util.Set.of())),
        options -> options.rule(new Objection()));
  }

  @ParameterizedTest
  @MethodSource
  void load_underOtherOptions_isNotAnsweredByIt(UnaryOperator<WorkflowLoaderBuilder> options)
      throws IOException {
    byte[] document =
        bytes(
            workflow(
                node("a", "LogNode", json("{'message':'hello'}")) + "," + node("b", "Unknown")));
    Path file = file(document);
    LoadResult lenient = loader.tryLoad(file).block();
    assertThat(lenient.accepted()).isTrue();

    try (WorkflowLoader other = loader(options)) {
      LoadResult result = other.tryLoad(file).block();
      assertThat(result.report()).isNotEqualTo(lenient.report());
      assertThat(other.tryLoad(source(document)).block().report()).isEqualTo(result.report());
      assertThat(loader.tryLoad(source(document)).block().report()).isEqualTo(lenient.report());
    }
    assertThat(cache.statistics().misses()).isEqualTo(2);
  }

  /** A rule that is equal to others of its kind, and yet not the same. */
  private record Objection() implements Rule {
    @Override
    public String name() {
      return "objection";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      reports.aboutWorkflow(dev.sluice.model.Severity.WARNING, "no");
    }
  }

  @Test
  void load_underEqualOptions_isAnsweredByTheSameReading() throws IOException {
    Path file = file(bytes(chain(2)));
    Rule rule = new Objection();
    try (WorkflowLoader one = loader(options -> options.rule(rule));
        WorkflowLoader equal = loader(options -> options.rule(rule));
        WorkflowLoader other = loader(options -> options.rule(new Objection()))) {
      one.load(file).block();
      equal.load(file).block();
      assertThat(cache.statistics().stampHits()).isOne();
      other.load(file).block();
      assertThat(cache.statistics().misses()).isEqualTo(2);
    }
  }

  @Test
  void load_withAnotherRegistry_isReadAgain() {
    byte[] document = bytes(workflow(node("a", "Step")));
    NodeType step = NodeType.of("Step", "x", List.of(), List.of(), CountingNode::new);
    NodeRegistry registry = NodeRegistries.builder().add(step).build();

    assertThat(loader.load(document).block().definition().node("a").orElseThrow().isPlaceholder())
        .isTrue();
    try (WorkflowLoader knowing = loader(options -> options.registry(registry))) {
      WorkflowSchema schema = knowing.load(document).block();
      assertThat(schema.nodes().get("a")).isInstanceOf(CountingNode.class);
      assertThat(knowing.load(document).block().nodes().get("a"))
          .isNotSameAs(schema.nodes().get("a"));
    }
  }

  private record CountingNode(NodeDefinition definition) implements Node {}

  @Test
  void load_factoryThatFails_isReportedByEachLoadAndNotKept() {
    int[] made = new int[1];
    NodeType step =
        NodeType.of(
            "Step",
            "x",
            List.of(),
            List.of(),
            definition -> {
              if (++made[0] < 3) {
                throw new IllegalStateException("attempt " + made[0]);
              }
              return new CountingNode(definition);
            });
    byte[] document = bytes(workflow(node("a", "Step")));
    try (WorkflowLoader loads =
        loader(options -> options.registry(NodeRegistries.builder().add(step).build()))) {
      List<String> reports =
          Stream.generate(() -> loads.tryLoad(source(document)).block().report().toString())
              .limit(3)
              .toList();

      assertThat(reports.get(0)).contains("attempt 1");
      assertThat(reports.get(1)).contains("attempt 2").doesNotContain("attempt 1");
      assertThat(reports.get(2)).doesNotContain("attempt");
      assertThat(cache.statistics().misses()).isOne();
    }
  }

  @Test
  void statistics_ofSomeLoads_addUp() throws IOException {
    Path file = file(bytes(chain(50)));
    loader.load(file).block();
    loader.load(file).block();
    loader.load(bytes(chain(50))).block();
    loader.validate(source(bytes("[]"))).block();

    CacheStatistics statistics = cache.statistics();
    assertThat(statistics.hits()).isEqualTo(2);
    assertThat(statistics.stampHits()).isOne();
    assertThat(statistics.misses()).isEqualTo(2);
    assertThat(statistics.hitRate()).isEqualTo(0.5);
    assertThat(statistics.workflows()).isEqualTo(2);
    assertThat(statistics.retainedBytes()).isBetween(10_000L, 60_000L);
    assertThat(statistics.loadTime()).isPositive();
    assertThat(WorkflowCache.create().statistics().hitRate()).isZero();
  }

  @Test
  void invalidate_andClear_makeLoadsReadAgain() throws IOException {
    Path file = file(bytes(chain(2)));
    loader.load(file).block();
    cache.invalidate(file);
    loader.load(file).block();
    assertThat(cache.statistics().misses()).isEqualTo(2);
    cache.clear();
    loader.load(file).block();
    assertThat(cache.statistics().misses()).isEqualTo(3);
  }

  @Test
  void builder_withoutRoom_refuses() {
    assertThatThrownBy(() -> WorkflowCache.builder().workflows(0).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
