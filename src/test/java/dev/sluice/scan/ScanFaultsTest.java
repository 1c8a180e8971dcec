package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.support.FaultyFiles;
import dev.sluice.support.FaultyFiles.Operation;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One fault at each operation of a scan in turn: every other path has its entry, and the one that
 * cannot be read has a failure, or the scan has one if it is the root.
 */
class ScanFaultsTest {

  private static final String IGNORE_FILE = ".sluiceignore";
  private static final Duration HANGING = Duration.ofSeconds(20);

  @TempDir private Path root;

  @BeforeEach
  void makeATree() throws IOException {
    Files.writeString(root.resolve(IGNORE_FILE), "ignored.json\n");
    Files.writeString(root.resolve("a.json"), Workflows.chain(3));
    Files.writeString(root.resolve("ignored.json"), Workflows.chain(1));
    Path sub = Files.createDirectory(root.resolve("sub"));
    Files.writeString(sub.resolve("b.json"), Workflows.chain(2));
    Files.writeString(sub.resolve("c.json"), "{]");
    Files.writeString(root.resolve("z.json"), Workflows.chain(4));
  }

  @ParameterizedTest
  @EnumSource
  void scan_faultAtAnyOperation_hasAnEntryForEveryPath(Operation operation) {
    Scheduler single = Schedulers.newBoundedElastic(1, 100, "scanner");
    try (WorkflowLoader loader = WorkflowLoader.builder().scheduler(single).build()) {
      FaultyFiles sound = new FaultyFiles(root);
      Map<String, String> whole = scan(loader, sound);
      assertThat(whole)
          .hasToString(
              "{a.json=loaded, sub/b.json=loaded, sub/c.json=MALFORMED_JSON, z.json=loaded}");
      Set<String> failed = new HashSet<>();
      for (int k = 1; k <= sound.count(operation); k++) {
        FaultyFiles files = new FaultyFiles(root);
        files.fail(operation, k);
        Map<String, String> found;
        try {
          found = scan(loader, files);
        } catch (UnreadableSourceException e) {
          assertThat(e.finding().message()).contains("fault in " + operation);
          failed.add("");
          continue;
        } finally {
          Mono.fromRunnable(() -> {}).subscribeOn(single).block(HANGING); // cleaned up by then
          assertThat(files.open()).as("%s %d", operation, k).isZero();
        }
        String fault = failed(found);
        failed.add(fault);
        whole.forEach(
            (path, said) -> {
              if (!path.equals(fault) && !path.startsWith(fault + "/")) {
                assertThat(found).containsEntry(path, said);
              }
            });
        if (!fault.equals(IGNORE_FILE) && !fault.equals("ignored.json")) {
          assertThat(found).doesNotContainKey("ignored.json");
        }
      }
      assertThat(failed).isEqualTo(expected(operation));
    } finally {
      single.dispose();
    }
  }

  /** The paths that cannot be read, in the order of the faults; "" where it is the scan. */
  private static Set<String> expected(Operation operation) {
    return switch (operation) {
      case OPEN, READ -> Set.of(IGNORE_FILE, "a.json", "sub/b.json", "sub/c.json", "z.json");
      case LIST, NEXT -> Set.of("", "sub");
      // the attributes of a path are read before the ignore rules are applied to it
      case ATTRIBUTES ->
          Set.of(
              "",
              IGNORE_FILE,
              "a.json",
              "ignored.json",
              "sub",
              "sub/" + IGNORE_FILE,
              "sub/b.json",
              "sub/c.json",
              "z.json");
      case CLOSE -> Set.of("", "sub", IGNORE_FILE, "none");
      case SHORT_READ -> Set.of("none");
      case WRITE, SHORT_WRITE, FORCE, MOVE, DELETE -> Set.of();
    };
  }

  private static String failed(Map<String, String> found) {
    List<String> failures =
        found.entrySet().stream()
            .filter(entry -> entry.getValue().startsWith("fault"))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(failures).hasSizeLessThan(2);
    return failures.isEmpty() ? "none" : failures.get(0);
  }

  private Map<String, String> scan(WorkflowLoader loader, FaultyFiles files) {
    Map<String, String> found = new LinkedHashMap<>();
    Path directory = files.path(root);
    loader
        .scan(directory, ScanOptions.defaults(), loader::read)
        .collectList()
        .block(HANGING)
        .forEach(
            entry ->
                assertThat(found.put(directory.relativize(entry.path()).toString(), said(entry)))
                    .isNull());
    return found;
  }

  private static String said(ScanEntry<WorkflowDefinition> entry) {
    return entry.failure().map(ScanFaultsTest::said).orElse("loaded");
  }

  private static String said(WorkflowException problem) {
    String message = problem.finding().message();
    return message.contains("fault in") ? "fault: " + message : problem.code().name();
  }
}
