package dev.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.file.Leftovers;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.support.FaultyFiles;
import dev.sluice.support.FaultyFiles.Operation;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** One fault at each operation in turn: the file is the old one or the new one, and whole. */
final class FileFaultsTest {

  /** Two chunks. */
  private static final WorkflowDefinition NEW = Written.read(Workflows.chain(700));

  private static final byte[] NEW_BYTES = Written.bytes(NEW, WriteOptions.standard());
  private static final byte[] OLD_BYTES = Workflows.bytes(Workflows.chain(1));
  private static final Duration HANGING = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeOld() throws IOException {
    file = Files.write(directory.resolve("flow.json"), OLD_BYTES);
  }

  private void write(FaultyFiles files) {
    new WorkflowWriter(Schedulers.boundedElastic())
        .write(NEW, files.path(file), WriteOptions.standard())
        .block(HANGING);
  }

  private List<String> others() throws IOException {
    try (Stream<Path> names = Files.list(directory)) {
      return names
          .map(name -> name.getFileName().toString())
          .filter(n -> !n.equals("flow.json"))
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void write_faultAtAnyOperation_leavesTheOldFileOrTheNewOne(Operation operation)
      throws IOException {
    FaultyFiles sound = new FaultyFiles(directory);
    write(sound);
    int operations = sound.count(operation);
    List<String> failures = new ArrayList<>();
    for (int k = 1; k <= operations; k++) {
      writeOld();
      FaultyFiles files = new FaultyFiles(directory);
      files.fail(operation, k);
      boolean failed = false;
      try {
        write(files);
      } catch (UnwritableTargetException e) {
        failed = true;
        failures.add(e.finding().message());
      }
      byte[] now = Files.readAllBytes(file);
      assertThat(now).as("%s %d", operation, k).isIn(OLD_BYTES, NEW_BYTES);
      assertThat(failed || now.length == NEW_BYTES.length).isTrue();
      assertThat(others()).isEmpty();
      assertThat(files.open()).isZero();
    }
    switch (operation) {
      case READ, SHORT_READ, DELETE -> assertThat(operations).isZero();
      case SHORT_WRITE, LIST, NEXT -> assertThat(failures).isEmpty();
      case CLOSE -> assertThat(failures).hasSize(operations - 1); // that of the listing is harmless
      default -> {
        assertThat(failures)
            .hasSize(operations)
            .allMatch(
                message -> message.equals("Cannot write \"flow.json\": fault in " + operation));
      }
    }
  }

  @Test
  void write_neitherWritableNorRemovable_leavesWhatALaterWriterRemoves() throws IOException {
    FaultyFiles files = new FaultyFiles(directory);
    files.fail(Operation.WRITE, 2);
    files.fail(Operation.DELETE, 1);
    try {
      write(files);
    } catch (UnwritableTargetException e) {
      assertThat(others()).hasSize(1).allMatch(name -> Leftovers.isLeftover(Path.of(name)));
    }
    assertThat(file).hasBinaryContent(OLD_BYTES);

    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61));
    new WorkflowWriter(Schedulers.boundedElastic(), later)
        .write(NEW, file, WriteOptions.standard())
        .block(HANGING);

    assertThat(others()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void read_faultAtAnyOperation_failsOrReadsTheSame(Operation operation) throws IOException {
    Files.write(file, NEW_BYTES);
    Scheduler single = Schedulers.newBoundedElastic(1, 10, "reader");
    try (WorkflowLoader loader = WorkflowLoader.builder().scheduler(single).build()) {
      FaultyFiles sound = new FaultyFiles(directory);
      WorkflowDefinition whole = loader.read(ByteSource.of(sound.path(file))).block(HANGING);
      for (int k = 1; k <= sound.count(operation); k++) {
        FaultyFiles files = new FaultyFiles(directory);
        files.fail(operation, k);
        try {
          WorkflowDefinition read = loader.read(ByteSource.of(files.path(file))).block(HANGING);
          assertThat(operation).isIn(Operation.SHORT_READ, Operation.CLOSE);
          assertThat(read).isEqualTo(whole);
        } catch (UnreadableSourceException e) {
          assertThat(operation).isIn(Operation.OPEN, Operation.READ, Operation.ATTRIBUTES);
        }
        Mono.fromRunnable(() -> {}).subscribeOn(single).block(HANGING); // it has cleaned up by then
        assertThat(files.open()).isZero();
      }
    } finally {
      single.dispose();
    }
  }
}
