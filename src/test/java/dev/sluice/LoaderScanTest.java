package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.scan.SkipReason;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Scans by the loader itself. */
class LoaderScanTest {

  private final WorkflowLoader loader = WorkflowLoader.create();
  private FileSystem memory;
  private Path root;

  @BeforeEach
  void makeATree() throws IOException {
    memory = Jimfs.newFileSystem(Configuration.unix());
    root = Files.createDirectory(memory.getPath("/root"));
    Files.writeString(root.resolve("a.json"), Workflows.chain(2));
    Files.writeString(root.resolve("b.json"), "{");
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
    memory.close();
  }

  @Test
  void scan_tree_givesSkeletonsAndProblems() {
    StepVerifier.create(loader.scan(root, ScanOptions.defaults()))
        .assertNext(entry -> assertThat(entry.result().orElseThrow().nodeCount()).isEqualTo(3))
        .assertNext(entry -> assertThat(entry.failure()).isPresent())
        .verifyComplete();
  }

  @Test
  void scan_withAMethodOfTheLoader_givesWhatThatGives() {
    StepVerifier.create(
            loader
                .scan(root, ScanOptions.defaults(), loader::preview)
                .mapNotNull(entry -> entry.result().orElse(null))
                .flatMap(Preview::full))
        .assertNext(workflow -> assertThat(workflow.nodes()).hasSize(3))
        .verifyComplete();
  }

  /** What each method of the loader makes of a file. */
  static Stream<Arguments> methods() {
    return Stream.of(
        method("load", WorkflowLoader::load),
        method("tryLoad", WorkflowLoader::tryLoad),
        method("read", (loader, file) -> loader.read(file).map(WorkflowDefinition::metadata)),
        method("tryRead", WorkflowLoader::tryRead),
        method("validate", WorkflowLoader::validate),
        method("inspect", (loader, file) -> loader.inspect(ByteSource.of(file))),
        method("skeleton", WorkflowLoader::skeleton),
        method("preview", WorkflowLoader::preview),
        method("events", (loader, file) -> loader.events(file).last()));
  }

  private static Arguments method(String name, BiFunction<WorkflowLoader, Path, Mono<?>> method) {
    return Arguments.of(Named.of(name, method));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void scan_foreignDocuments_areSkippedByEveryMethod(
      BiFunction<WorkflowLoader, Path, Mono<Object>> method) throws IOException {
    Files.delete(root.resolve("b.json"));
    Files.writeString(root.resolve("package.json"), "{\"name\":\"p\",\"version\":\"1.0.0\"}");
    Files.writeString(root.resolve("schema.json"), "{\"$schema\":\"x\"}");
    Files.writeString(root.resolve("tsconfig.json"), "{\n  // options\n  \"a\":1}");
    ScanOptions options = ScanOptions.builder().skipped(true).build();

    try (WorkflowLoader cached = WorkflowLoader.builder().cache(WorkflowCache.create()).build()) {
      for (WorkflowLoader each : List.of(loader, cached, cached)) {
        StepVerifier.create(each.scan(root, options, file -> method.apply(each, file)))
            .assertNext(entry -> assertThat(entry).isInstanceOf(ScanEntry.Loaded.class))
            .expectNext(foreign("package.json", "Not a workflow: the document has no nodes"))
            .expectNext(foreign("schema.json", "Not a workflow: this is a JSON Schema"))
            .expectNext(foreign("tsconfig.json", "it is not a workflow"))
            .verifyComplete();
      }
    }
  }

  private ScanEntry<Object> foreign(String name, String message) {
    return new ScanEntry.Skipped<>(root.resolve(name), SkipReason.FOREIGN, message);
  }

  @Test
  void scan_loadOfAnotherFileThanTheOneFound_isNotAffected() throws IOException {
    Path other = Files.writeString(memory.getPath("/other"), "{\"name\":\"p\"}");

    StepVerifier.create(
            loader.scan(root, ScanOptions.defaults(), file -> loader.load(other)).take(1))
        .assertNext(entry -> assertThat(entry.result()).isPresent())
        .verifyComplete();
  }

  @Test
  void scan_loaderClosedMeanwhile_endsAndCancelsTheLoads() throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    Mono<Object> closing =
        Mono.never().doOnSubscribe(subscription -> loader.close()).doOnCancel(cancelled::countDown);

    StepVerifier.create(loader.scan(root, ScanOptions.defaults(), path -> closing))
        .verifyError(LoaderBusyException.class);
    assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void scan_closedLoader_fails() {
    loader.close();

    StepVerifier.create(loader.scan(root, ScanOptions.defaults()))
        .verifyError(LoaderBusyException.class);
  }
}
