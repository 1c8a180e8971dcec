package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.sluice.edit.WorkflowEdit;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Hosts replace a loader in their tests, and frameworks put proxies around it. */
class MockedLoaderTest {

  private static final Path FILE = Path.of("flow.json");
  private static final byte[] EMPTY = "{\"nodes\": {}}".getBytes(StandardCharsets.UTF_8);

  /** A part of a host that answers uploads. */
  private record Gate(WorkflowLoader loader) {
    Mono<Integer> answer(Path file) {
      return loader
          .validate(file)
          .map(report -> report.rejection().map(why -> why.kind().httpStatus()).orElse(200))
          .onErrorResume(
              WorkflowException.class,
              failure -> Mono.just(failure.rejection().kind().httpStatus()));
    }

    Mono<Integer> nodes(Path file) {
      return loader.preview(file).flatMap(Preview::full).map(schema -> schema.nodes().size());
    }
  }

  @Test
  void loader_mocked_answersWhatTheTestSays() {
    WorkflowLoader loader = mock(WorkflowLoader.class);
    Finding busy = Finding.of(FindingCode.BUSY, "The loader has no capacity left");
    when(loader.validate(FILE))
        .thenReturn(Mono.just(ValidationReport.CLEAN))
        .thenReturn(Mono.error(new LoaderBusyException(busy, null)));
    Gate gate = new Gate(loader);

    StepVerifier.create(gate.answer(FILE)).expectNext(200).verifyComplete();
    StepVerifier.create(gate.answer(FILE)).expectNext(503).verifyComplete();
  }

  @Test
  void preview_ofGivenParts_hasThem() {
    WorkflowSkeleton skeleton = skeleton();
    WorkflowSchema schema = new WorkflowSchema(definition(), Map.of());
    Preview preview = Preview.of(skeleton, Mono.just(schema));
    WorkflowLoader loader = mock(WorkflowLoader.class);
    when(loader.preview(FILE)).thenReturn(Mono.just(preview));

    assertThat(preview.skeleton()).isSameAs(skeleton);
    StepVerifier.create(new Gate(loader).nodes(FILE)).expectNext(0).verifyComplete();
  }

  @Test
  void loader_behindAProxy_works() {
    try (WorkflowLoader real = WorkflowLoader.create()) {
      WorkflowLoader proxy =
          (WorkflowLoader)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {WorkflowLoader.class},
                  (self, method, arguments) -> method.invoke(real, arguments));

      StepVerifier.create(proxy.read(EMPTY))
          .assertNext(read -> assertThat(read.nodes()).containsOnlyKeys("__auto_start__"))
          .verifyComplete();
    }
  }

  private static WorkflowDefinition definition() {
    return WorkflowEdit.create("mocked").definition();
  }

  private static WorkflowSkeleton skeleton() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.skeleton(EMPTY).block();
    }
  }
}
