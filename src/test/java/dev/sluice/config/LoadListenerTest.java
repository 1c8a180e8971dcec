package dev.sluice.config;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.chain;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Preview;
import dev.sluice.WorkflowCache;
import dev.sluice.WorkflowLoader;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadStage;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.LoadSummary.Ending;
import dev.sluice.model.LoadSummary.Operation;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import dev.sluice.support.HostNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

@Timeout(30)
class LoadListenerTest {

  private static final String DOCUMENT = chain(3);

  private final Queue<LoadSummary> ends = new ConcurrentLinkedQueue<>();
  private final List<String> starts = new ArrayList<>();
  private final LoadListener listener =
      (operation, source) -> {
        starts.add(operation + " " + source);
        return ends::add;
      };
  private final WorkflowLoader loader = WorkflowLoader.builder().listener(listener).build();

  private static ByteSource source(String document) {
    return ByteSource.of("flow.json", bytes(document));
  }

  private LoadSummary only() {
    assertThat(ends).hasSize(1);
    return ends.element();
  }

  @Test
  void load_accepted_reportsItsOutcomeAndCost() throws Exception {
    ByteArrayOutputStream packing = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packing)) {
      gzip.write(bytes(DOCUMENT));
    }
    byte[] packed = packing.toByteArray();

    loader.load(ByteSource.of("flow.json.gz", packed)).block();

    LoadSummary load = only();
    assertThat(starts).containsExactly("LOAD flow.json.gz");
    assertThat(load.operation()).isEqualTo(Operation.LOAD);
    assertThat(load.source()).isEqualTo("flow.json.gz");
    assertThat(load.ending()).isEqualTo(Ending.ACCEPTED);
    assertThat(load.code()).isEmpty();
    assertThat(load.storedBytes()).isEqualTo(packed.length);
    assertThat(load.documentBytes()).isEqualTo(bytes(DOCUMENT).length);
    assertThat(load.nodes()).isEqualTo(4);
    assertThat(load.connections()).isEqualTo(3);
    assertThat(load.findings()).isZero();
    assertThat(load.stages()).containsOnlyKeys(LoadStage.values());
    assertThat(load.stages().values()).allMatch(time -> time.compareTo(Duration.ZERO) >= 0);
    // stages work one at a time on this load's thread, within its duration
    assertThat(load.stages().values().stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(load.duration());
  }

  @Test
  void operations_each_reportsItsOwnNameAndStages() {
    loader.read(source(DOCUMENT)).block();
    loader.validate(source(DOCUMENT)).block();
    loader.skeleton(source(DOCUMENT)).block();
    loader.events(source(DOCUMENT)).blockLast();

    assertThat(ends)
        .extracting(
            load ->
                load.operation()
                    + " "
                    + load.ending()
                    + " "
                    + load.nodes()
                    + " "
                    + load.stages().keySet())
        .containsExactly(
            "READ ACCEPTED 4 [DECODE, READ, CHECK, ASSEMBLE]",
            "VALIDATE ACCEPTED 0 [DECODE, READ, CHECK]",
            "SKELETON ACCEPTED 4 [DECODE, READ]",
            "EVENTS ACCEPTED 4 [DECODE, READ, CHECK, ASSEMBLE, CREATE]");
  }

  @Test
  void previewFull_eachTime_isReportedAsWhatItIs() {
    Preview preview = loader.preview(source(DOCUMENT)).block();
    preview.full().block();
    preview.full().block();

    assertThat(ends)
        .extracting(load -> load.operation() + " " + load.ending() + " " + load.stages().keySet())
        .containsExactly(
            "SKELETON ACCEPTED [DECODE, READ]",
            "FULL ACCEPTED [DECODE, READ, CHECK, ASSEMBLE, CREATE]",
            "FULL ACCEPTED [CREATE]");
  }

  @Test
  void previewFull_cancelled_isReportedOnce() {
    TestPublisher<ByteBuffer> later = TestPublisher.create();
    Flux<ByteBuffer> twice =
        Flux.defer(
            () -> starts.size() < 2 ? Flux.just(ByteBuffer.wrap(bytes(DOCUMENT))) : later.flux());
    Preview preview = loader.preview(ByteSource.of("", twice)).block();

    StepVerifier.create(preview.full()).thenCancel().verify();

    assertThat(ends)
        .extracting(load -> load.operation() + " " + load.ending())
        .containsExactly("SKELETON ACCEPTED", "FULL CANCELLED");
  }

  @Test
  void load_withHostCode_surroundsIt() {
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    LoadListener surrounding = new Surrounding(heard);
    WorkflowLoader hosts =
        WorkflowLoader.builder()
            .registry(
                NodeRegistries.builder()
                    .add(
                        HostNode.type(
                            "Own",
                            definition -> {
                              heard.add("factory");
                              return new HostNode(definition);
                            }))
                    .build())
            .rule(
                new Rule() {
                  @Override
                  public String name() {
                    return "heard";
                  }

                  @Override
                  public void check(WorkflowDefinition workflow, Reports reports) {
                    heard.add("rule");
                  }
                })
            .listener(LoadListener.NONE.and(surrounding))
            .build();

    hosts
        .load(source(workflow(node("a", "Own"))))
        .contextWrite(Context.of("request", "17"))
        .block();

    assertThat(heard)
        .containsSubsequence("started 17", "enter", "rule", "leave", "enter", "factory", "leave");
    assertThat(heard).last().isEqualTo("ended");
  }

  /** Notes the calls of a listener and the subscriber's context. */
  private record Surrounding(Queue<String> heard) implements LoadListener {
    @Override
    public Consumer<LoadSummary> started(Operation operation, String source) {
      throw new AssertionError("not called");
    }

    @Override
    public Running started(Operation operation, String source, ContextView subscriber) {
      heard.add("started " + subscriber.get("request"));
      return new Running() {
        @Override
        public void ended(LoadSummary load) {
          heard.add("ended");
        }

        @Override
        public Runnable enterHostCode() {
          heard.add("enter");
          return () -> heard.add("leave");
        }
      };
    }
  }

  @Test
  void load_notSubscribed_isNotReported() {
    loader.load(source(DOCUMENT));

    assertThat(starts).isEmpty();
  }

  @Test
  void load_rejected_reportsTheFirstErrorsCode() {
    loader.tryLoad(source("{\"nodes\":17}")).block();

    assertThat(only().ending()).isEqualTo(Ending.REJECTED);
    assertThat(only().code()).contains(FindingCode.INVALID_TYPE);
    assertThat(only().nodes()).isZero();
    assertThat(only().findings()).isPositive();
  }

  @Test
  void load_unreadable_hasFailed() {
    StepVerifier.create(loader.load(Path.of("no such file"))).expectError().verify();

    assertThat(only().ending()).isEqualTo(Ending.FAILED);
    assertThat(only().failure()).containsInstanceOf(UnreadableSourceException.class);
    assertThat(only().code()).contains(FindingCode.UNREADABLE);
    assertThat(only().storedBytes()).isZero();
  }

  @Test
  void load_cancelled_isReportedOnce() {
    TestPublisher<ByteBuffer> source = TestPublisher.create();

    StepVerifier.create(loader.load(source)).thenCancel().verify();

    assertThat(only().ending()).isEqualTo(Ending.CANCELLED);
  }

  @Test
  void load_answeredByTheCache_hasNoStagesOfReading() {
    WorkflowLoader cached =
        WorkflowLoader.builder().listener(listener).cache(WorkflowCache.create()).build();

    cached.load(source(DOCUMENT)).block();
    cached.load(source(DOCUMENT)).block();

    assertThat(ends)
        .extracting(load -> load.stages().keySet().toString())
        .containsExactly("[DECODE, READ, CHECK, ASSEMBLE, CREATE]", "[CREATE]");
    assertThat(ends).extracting(LoadSummary::nodes).containsExactly(4L, 4L);
  }

  /** Listeners that fail, in every way there is. */
  private static List<LoadListener> failing() {
    return List.of(
        (operation, source) -> {
          throw new IllegalStateException("test");
        },
        (operation, source) -> null,
        (operation, source) ->
            load -> {
              throw new IllegalStateException("test");
            },
        (operation, source) ->
            load -> {
              throw new StackOverflowError("test");
            });
  }

  @ParameterizedTest
  @MethodSource("failing")
  void load_listenerFails_continues(LoadListener failing) {
    WorkflowLoader loader = WorkflowLoader.builder().listener(failing).build();

    StepVerifier.create(loader.load(source(DOCUMENT))).expectNextCount(1).verifyComplete();
    StepVerifier.create(loader.load(source("{")))
        .expectError(MalformedJsonException.class)
        .verify();
  }

  @Test
  void and_twoListeners_bothHearInTurn() {
    List<String> heard = new ArrayList<>();
    LoadListener both =
        ((LoadListener) (operation, source) -> load -> heard.add("first"))
            .and((operation, source) -> load -> heard.add("second"));

    WorkflowLoader.builder().listener(both).build().load(source(DOCUMENT)).block();

    assertThat(heard).containsExactly("first", "second");
  }

  @Test
  void none_isTheDefault_andMeasuresNothing() {
    WorkflowLoader plain = WorkflowLoader.create();

    assertThat(plain.load(source(DOCUMENT)).block().nodes()).hasSize(4);
    assertThat(ends).isEmpty();
  }

  @Test
  void load_fails_tracesTheFileTheStageAndWhereItArose() {
    String broken = workflow(START + "," + node("a", "LogNode")).replace("]}", "");
    Throwable failure = loader.load(source(broken)).materialize().block().getThrowable();

    assertThat(failure).isInstanceOf(MalformedJsonException.class);
    assertThat(trace(failure))
        .contains("checkpoint ⇢ the reading stage")
        .contains("checkpoint ⇢ load of \"flow.json\"")
        .contains("at dev.sluice.json.");
  }

  @Test
  void load_scannedByReactorsTools_hasANameAndAnOperation() {
    Scannable load = Scannable.from(loader.load(source(DOCUMENT)));

    assertThat(load.name()).isEqualTo("sluice.publisher");
    assertThat(load.tags())
        .anyMatch(tag -> tag.getT1().equals("operation") && tag.getT2().equals("load"));
  }

  private static String trace(Throwable failure) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (PrintWriter writer = new PrintWriter(text, true, StandardCharsets.UTF_8)) {
      failure.printStackTrace(writer);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
