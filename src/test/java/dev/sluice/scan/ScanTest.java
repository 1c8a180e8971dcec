package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.sluice.WorkflowLoader;
import dev.sluice.error.LoaderFailedException;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Loads of all files of a tree in memory. */
class ScanTest {

  private FileSystem memory;
  private Path root;

  @BeforeEach
  void makeARoot() throws IOException {
    memory = Jimfs.newFileSystem(Configuration.unix());
    root = Files.createDirectory(memory.getPath("/root"));
  }

  @AfterEach
  void forget() throws IOException {
    memory.close();
  }

  @Test
  void scan_withALoader_loadsEachFile() throws IOException {
    Files.writeString(root.resolve("a.json"), Workflows.chain(2));
    Files.writeString(root.resolve("b.json"), "{");
    Files.writeString(root.resolve("c.json"), Workflows.chain(1));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Flux<ScanEntry<WorkflowSchema>> scan =
          scanner(ScanOptions.defaults()).scan(root, loader::load);

      StepVerifier.create(scan.map(this::text))
          .expectNext("a.json 3 nodes", "b.json TRUNCATED", "c.json 2 nodes")
          .verifyComplete();
    }
  }

  private String text(ScanEntry<WorkflowSchema> entry) {
    return root.relativize(entry.path())
        + " "
        + entry
            .result()
            .map(schema -> schema.nodes().size() + " nodes")
            .orElseGet(() -> entry.failure().orElseThrow().code().name());
  }

  @Test
  void scan_documentOfAnotherPurpose_isSkipped() throws IOException {
    Files.writeString(root.resolve("package.json"), "{\"$schema\":\"x\"}");
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      assertThat(scanner(ScanOptions.defaults()).scan(root, loader::read).collectList().block())
          .isEmpty();
      StepVerifier.create(
              scanner(ScanOptions.builder().skipped(true).build()).scan(root, loader::read))
          .assertNext(
              entry -> {
                ScanEntry.Skipped<?> skipped = (ScanEntry.Skipped<?>) entry;
                assertThat(skipped.path()).isEqualTo(root.resolve("package.json"));
                assertThat(skipped.reason()).isEqualTo(SkipReason.FOREIGN);
                assertThat(skipped.message()).isEqualTo("Not a workflow: this is a JSON Schema");
              })
          .verifyComplete();
    }
  }

  @Test
  void scan_loadedFile_hasSizeAndTime() throws IOException {
    Path file = Files.writeString(root.resolve("a.json"), "{}");
    Instant modified = Instant.parse("2025-01-02T03:04:05Z");
    Files.setLastModifiedTime(file, FileTime.from(modified));

    StepVerifier.create(scanner(ScanOptions.defaults()).scan(root, path -> Mono.just(1)))
        .expectNext(new ScanEntry.Loaded<>(file, 2, modified, 1))
        .verifyComplete();
  }

  @Test
  void scan_skippedAndFailedEntries_areHandedOn() throws IOException {
    Files.createSymbolicLink(root.resolve("a.json"), root);
    Files.createDirectory(root.resolve("b"));

    StepVerifier.create(
            scanner(ScanOptions.builder().skipped(true).maxDepth(1).build())
                .scan(root, path -> Mono.just(1)))
        .expectNext(
            new ScanEntry.Skipped<>(
                root.resolve("a.json"), SkipReason.LINK, "it is a symbolic link"))
        .assertNext(
            entry ->
                assertThat(entry.failure().orElseThrow())
                    .hasMessage(
                        "The directory is deeper than the limit of 1; scan it separately"
                            + " [LIMIT_EXCEEDED]"))
        .verifyComplete();
  }

  @Test
  void scan_functionThatFailsInAnyWay_isAnEntry() {
    files("a.json", "b.json", "c.json", "d.json");
    Map<String, Function<Path, Mono<Integer>>> loads =
        Map.of(
            "a.json", path -> Mono.error(new IllegalStateException("boom")),
            "b.json",
                path -> {
                  throw new LinkageError("boom");
                },
            "c.json", path -> null,
            "d.json", path -> Mono.just(1));

    StepVerifier.create(
            scanner(ScanOptions.defaults())
                .scan(root, path -> loads.get(path.getFileName().toString()).apply(path))
                .map(
                    entry ->
                        entry
                            .failure()
                            .map(
                                problem -> {
                                  assertThat(problem).isInstanceOf(LoaderFailedException.class);
                                  return problem.getMessage();
                                })
                            .orElse("loaded")))
        .expectNext("The load failed: IllegalStateException [INTERNAL]")
        .expectNext("The load failed: LinkageError [INTERNAL]")
        .expectNext("The load failed: NullPointerException [INTERNAL]")
        .expectNext("loaded")
        .verifyComplete();
  }

  @Test
  void scan_emptyLoad_leavesTheFileOut() {
    files("a.json", "b.json");

    StepVerifier.create(
            scanner(ScanOptions.defaults())
                .scan(root, path -> path.endsWith("a.json") ? Mono.empty() : Mono.just(path))
                .map(ScanEntry::path))
        .expectNext(root.resolve("b.json"))
        .verifyComplete();
  }

  @Test
  void scan_slowLoads_keepTheOrderOfTheWalk() {
    files("a.json", "b.json", "c.json");
    Map<String, Sinks.One<Integer>> loads = new ConcurrentHashMap<>();
    Flux<ScanEntry<Integer>> scan =
        scanner(ScanOptions.builder().concurrency(3).build())
            .scan(root, path -> sink(loads, path).asMono());

    StepVerifier.create(scan.map(entry -> entry.result().orElseThrow()))
        .then(() -> sink(loads, root.resolve("c.json")).tryEmitValue(3))
        .then(() -> sink(loads, root.resolve("a.json")).tryEmitValue(1))
        .expectNext(1)
        .then(() -> sink(loads, root.resolve("b.json")).tryEmitValue(2))
        .expectNext(2, 3)
        .verifyComplete();
  }

  private static Sinks.One<Integer> sink(Map<String, Sinks.One<Integer>> loads, Path path) {
    return loads.computeIfAbsent(path.getFileName().toString(), name -> Sinks.one());
  }

  @Test
  void scan_oneAskedFor_loadsNoMoreThanItsConcurrency() {
    for (int i = 0; i < 50; i++) {
      files("%02d.json".formatted(i));
    }
    List<Path> loaded = new ArrayList<>();
    Flux<ScanEntry<Path>> scan =
        new DirectoryScanner(ScanOptions.builder().concurrency(3).build(), Schedulers.immediate())
            .scan(
                root,
                path -> {
                  loaded.add(path);
                  return Mono.just(path);
                });

    StepVerifier.create(scan, 0)
        .then(() -> assertThat(loaded).hasSize(3))
        .thenRequest(1)
        .expectNextCount(1)
        .then(() -> assertThat(loaded).hasSize(4))
        .thenRequest(10)
        .expectNextCount(10)
        .then(() -> assertThat(loaded).hasSize(14))
        .thenCancel()
        .verify();
    assertThat(loaded).hasSize(14);
  }

  @Test
  void scan_cancelled_cancelsTheLoadsUnderWay() {
    files("a.json", "b.json", "c.json", "d.json");
    List<Path> cancelled = new ArrayList<>();
    Flux<ScanEntry<Integer>> scan =
        new DirectoryScanner(ScanOptions.builder().concurrency(2).build(), Schedulers.immediate())
            .scan(root, path -> Mono.<Integer>never().doOnCancel(() -> cancelled.add(path)));

    scan.subscribe().dispose();

    assertThat(cancelled).containsExactly(root.resolve("a.json"), root.resolve("b.json"));
  }

  @Test
  void walk_newestFirst_isInTheOrderOfTimeThenOfTheTree() throws IOException {
    files("a.json", "b/c.json", "d.json", "e.json");
    touch("a.json", 2);
    touch("b/c.json", 3);
    touch("d.json", 1);
    touch("e.json", 3);
    Files.createSymbolicLink(root.resolve("link.json"), root);

    StepVerifier.create(
            scanner(
                    ScanOptions.builder()
                        .order(ScanOptions.Order.NEWEST_FIRST)
                        .skipped(true)
                        .build())
                .walk(root)
                .map(entry -> root.relativize(entry.path()).toString()))
        .expectNext("link.json", "b/c.json", "e.json", "a.json", "d.json")
        .verifyComplete();
  }

  private void touch(String name, int second) throws IOException {
    Files.setLastModifiedTime(root.resolve(name), FileTime.from(Instant.EPOCH.plusSeconds(second)));
  }

  private static DirectoryScanner scanner(ScanOptions options) {
    return new DirectoryScanner(options, Schedulers.boundedElastic());
  }

  private void files(String... names) {
    for (String name : names) {
      try {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), "{}");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
