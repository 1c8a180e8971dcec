package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Profile;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.FindingCode;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Documents;
import dev.sluice.support.FaultyFile;
import dev.sluice.support.Workflows;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What can be asked of a document without making its nodes. */
class ReadResultTest {

  @ParameterizedTest
  @EnumSource
  void tryRead_everyDocument_saysWhatTryLoadSays(Profile profile) {
    WorkflowLoaderBuilder options =
        WorkflowLoader.builder().registry(Workflows.registry()).profile(profile);
    try (WorkflowLoader loader = options.build()) {
      Documents.all()
          .forEach(
              (name, bytes) -> {
                LoadResult loaded = loader.tryLoad(ByteSource.of(name, bytes)).block();

                assertThat(loader.tryRead(ByteSource.of(name, bytes)).block())
                    .as(name)
                    .isEqualTo(new ReadResult(loaded.kind(), loaded.definition(), loaded.report()));
              });
    }
  }

  static List<BiFunction<WorkflowLoader, byte[], Mono<ReadResult>>> readings() {
    return List.of(
        (loader, bytes) -> loader.tryRead(ByteSource.of("a.json", bytes)),
        (loader, bytes) -> loader.tryRead(bytes),
        (loader, bytes) -> loader.tryRead(Flux.just(ByteBuffer.wrap(bytes))),
        (loader, bytes) -> loader.tryRead(new FaultyFile("a.json", bytes).path()));
  }

  @ParameterizedTest
  @MethodSource("readings")
  void tryRead_acceptedDocument_hasADefinitionAndMakesNoNode(
      BiFunction<WorkflowLoader, byte[], Mono<ReadResult>> reading) {
    AtomicInteger made = new AtomicInteger();
    try (WorkflowLoader loader = countingNodes(made)) {
      ReadResult result = reading.apply(loader, bytes(Workflows.node("a", "Counted"))).block();

      assertThat(result.accepted()).isTrue();
      assertThat(result.kind()).isEqualTo(DocumentKind.WORKFLOW);
      assertThat(result.definition().orElseThrow().nodes()).containsKey("a");
      assertThat(result.report().findings())
          .extracting(finding -> finding.code())
          .containsExactly(FindingCode.AUTO_START);
    }
    assertThat(made).hasValue(0);
  }

  @ParameterizedTest
  @MethodSource("readings")
  void tryRead_malformedDocument_hasAReportOnly(
      BiFunction<WorkflowLoader, byte[], Mono<ReadResult>> reading) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      ReadResult result = reading.apply(loader, Workflows.bytes("{\"nodes\":{]")).block();

      assertThat(result.accepted()).isFalse();
      assertThat(result.definition()).isEmpty();
      assertThat(result.report().findings())
          .extracting(finding -> finding.code())
          .containsExactly(FindingCode.MALFORMED_JSON);
    }
  }

  static Stream<BiFunction<WorkflowLoader, Path, Mono<?>>> questionsAboutFiles() {
    return Stream.of(
        (loader, file) -> loader.tryRead(file),
        (loader, file) -> loader.inspect(ByteSource.of(file)),
        (loader, file) -> loader.validate(file));
  }

  @ParameterizedTest
  @MethodSource("questionsAboutFiles")
  void file_unreadable_fails(BiFunction<WorkflowLoader, Path, Mono<?>> question) {
    FaultyFile file = new FaultyFile("a.json", new byte[0]).denied();
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      StepVerifier.create(question.apply(loader, file.path()))
          .expectErrorSatisfies(
              failure ->
                  assertThat(failure)
                      .isExactlyInstanceOf(UnreadableSourceException.class)
                      .hasMessage("Cannot read \"a.json\": permission denied [UNREADABLE]"))
          .verify();
    }
  }

  @Test
  void validate_file_reportsAndMakesNoNode() {
    AtomicInteger made = new AtomicInteger();
    FaultyFile file = new FaultyFile("a.json", bytes(Workflows.node("a", "Counted")));
    try (WorkflowLoader loader = countingNodes(made)) {
      assertThat(loader.validate(file.path()).block().findings())
          .extracting(finding -> finding.code())
          .containsExactly(FindingCode.AUTO_START);
    }
    assertThat(made).hasValue(0);
    assertThat(file.opened()).isEqualTo(1);
    assertThat(file.open()).isZero();
  }

  @Test
  void inspect_everyDocument_saysKindAndReportOfTryLoad() {
    try (WorkflowLoader loader = WorkflowLoader.builder().registry(Workflows.registry()).build()) {
      Documents.all()
          .forEach(
              (name, bytes) -> {
                LoadResult loaded = loader.tryLoad(ByteSource.of(name, bytes)).block();

                assertThat(loader.inspect(ByteSource.of(name, bytes)).block())
                    .as(name)
                    .isEqualTo(new Inspection(loaded.kind(), loaded.report()));
              });
    }
  }

  private static WorkflowLoader countingNodes(AtomicInteger made) {
    return WorkflowLoader.builder()
        .registry(
            NodeRegistries.builder()
                .add(
                    Workflows.type(
                        "Counted",
                        definition -> {
                          made.incrementAndGet();
                          return () -> definition;
                        }))
                .build())
        .build();
  }

  private static byte[] bytes(String nodes) {
    return Workflows.bytes(Workflows.workflow(nodes));
  }
}
