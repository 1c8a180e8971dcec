package dev.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.sluice.config.Compression;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.file.Leftovers;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Workflows written to files, which are replaced as a whole or not at all. */
final class WorkflowFileTest {

  private static final WorkflowDefinition SMALL = Written.read(Workflows.chain(2));
  private static final byte[] SMALL_BYTES = Written.bytes(SMALL, WriteOptions.standard());
  @TempDir private Path directory;

  private static void write(WorkflowDefinition definition, Path file) {
    Written.writer().write(definition, file, WriteOptions.standard()).block();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"a.json, PLAIN", "a.json.gz, GZIP", "A.JSON.GZ, GZIP", "a.json.zst, ZSTD"})
  void write_name_tellsTheCompression(String name, Compression compression) throws IOException {
    write(SMALL, directory.resolve(name));

    assertThat(directory.resolve(name))
        .hasBinaryContent(
            Written.bytes(SMALL, WriteOptions.standard().withCompression(compression)));
    assertThat(names()).containsExactly(name);
  }

  @Test
  void write_notSubscribed_doesNothing() throws IOException {
    Mono<Void> unused =
        Written.writer().write(SMALL, directory.resolve("a.json"), WriteOptions.standard());

    assertThat(names()).isEmpty();
    assertThat(unused).isNotNull();
  }

  @Test
  void write_existingFile_keepsItsPermissions() throws IOException {
    Path file = Files.createFile(directory.resolve("a.json"));
    for (String mode : List.of("rw-------", "rwxrw-rw-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

      write(SMALL, file);

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo(mode);
      assertThat(file).hasBinaryContent(SMALL_BYTES);
    }
  }

  @Test
  void write_newFile_hasTheProcessesDefaultPermissions() throws IOException {
    Path usual = Files.createFile(directory.resolve("usual"));

    write(SMALL, directory.resolve("a.json"));

    assertThat(Files.getPosixFilePermissions(directory.resolve("a.json")))
        .isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void write_link_replacesWhatItLeadsToAndStays() throws IOException {
    Path real =
        Files.createFile(Files.createDirectory(directory.resolve("real")).resolve("b.json"));
    Path link = Files.createSymbolicLink(directory.resolve("a.json"), Path.of("real", "b.json"));

    write(SMALL, link);

    assertThat(link).isSymbolicLink();
    assertThat(real).isRegularFile().hasBinaryContent(SMALL_BYTES);
  }

  @Test
  void write_targetThatCannotBe_isRefused() throws IOException {
    Files.createSymbolicLink(directory.resolve("nowhere.json"), Path.of("gone", "b.json"));
    Files.createDirectory(directory.resolve("directory.json"));

    assertRefused(directory.resolve("gone").resolve("a.json"), "its directory does not exist");
    assertRefused(
        directory.resolve("nowhere.json"), "it is a symbolic link to a file that does not exist");
    assertRefused(directory.resolve("directory.json"), "it is a directory");
    assertRefused(Path.of("/dev/null"), "it is not a regular file");
    assertThatThrownBy(() -> write(SMALL, directory.getRoot()))
        .isInstanceOf(UnwritableTargetException.class)
        .hasMessage("Cannot write \"/\": it is a directory [UNWRITABLE]");
    assertThat(names()).containsExactly("directory.json", "nowhere.json");
  }

  private static void assertRefused(Path target, String reason) {
    String name = String.valueOf(target.getFileName());
    assertThatThrownBy(() -> write(SMALL, target))
        .isInstanceOf(UnwritableTargetException.class)
        .hasMessage("Cannot write \"%s\": %s (%s) [UNWRITABLE]".formatted(name, reason, target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CON",
        "con.json",
        "Nul.json.gz",
        "aux .json",
        "COM1.json",
        "lpt\u00b2.json",
        "conin$",
        "a:b.json",
        "a?.json",
        "a\\b.json",
        "tab\t.json",
        "end.",
        "end "
      })
  void write_nameThatWindowsCannotHave_isRefused(String name) throws IOException {
    assertThatThrownBy(() -> write(SMALL, directory.resolve(name)))
        .isInstanceOf(UnwritableTargetException.class)
        .hasMessageContaining("Windows");
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"console.json", "com.json", "COM10", ".con", "a b.json", "\u00e9\u4e2d"})
  void write_nameThatOnlyLooksLikeIt_isTaken(String name) throws IOException {
    write(SMALL, directory.resolve(name));

    assertThat(names()).containsExactly(name);
  }

  @Test
  void write_nameOf255Bytes_isAccepted() throws IOException {
    String name = "n".repeat(250) + ".json";

    write(SMALL, directory.resolve(name));

    assertThat(names()).containsExactly(name);
  }

  @Test
  void write_firstTimeInADirectory_removesLeftoversOlderThanAnHour() throws IOException {
    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    Path old = leftover(now.minus(Duration.ofMinutes(61)));
    Path young = leftover(now.minus(Duration.ofMinutes(59)));
    Path other = Files.createFile(directory.resolve(".sluice-mine.tmp"));
    Files.setLastModifiedTime(other, FileTime.from(now.minus(Duration.ofDays(1))));
    WorkflowWriter writer =
        new WorkflowWriter(Schedulers.boundedElastic(), Clock.fixed(now, ZoneOffset.UTC));

    writer.write(SMALL, directory.resolve("a.json"), WriteOptions.standard()).block();

    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(other).exists();
  }

  private Path leftover(Instant modified) throws IOException {
    Path file =
        Files.createFile(
            directory.resolve(".sluice-" + "%016x".formatted(modified.toEpochMilli()) + ".tmp"));
    return Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  @Test
  void write_cancelledMidway_leavesTheOldFileAndNothingElse() throws Exception {
    Path file = Files.write(directory.resolve("a.json"), SMALL_BYTES);
    CountDownLatch midway = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    WorkflowDefinition stuck =
        Written.texts(
            () ->
                new Iterator<>() {
                  private int made;

                  @Override
                  public boolean hasNext() {
                    return true;
                  }

                  @Override
                  public String next() {
                    if (++made == 1_000) {
                      midway.countDown();
                      try {
                        never.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }
                    return "x".repeat(1_000);
                  }
                });
    Scheduler single = Schedulers.newBoundedElastic(1, 10, "writer");
    try {
      Disposable writing =
          new WorkflowWriter(single).write(stuck, file, WriteOptions.standard()).subscribe();
      midway.await();
      assertThat(names()).hasSize(2);

      writing.dispose();

      Mono.fromRunnable(() -> {}).subscribeOn(single).block();
      assertThat(file).hasBinaryContent(SMALL_BYTES);
      assertThat(names()).containsExactly("a.json");
    } finally {
      single.dispose();
    }
  }

  @Test
  void write_definitionThatFailsMidway_leavesTheOldFileAndNothingElse() throws IOException {
    Path file = Files.write(directory.resolve("a.json"), SMALL_BYTES);
    List<Object> values = new ArrayList<>(Collections.nCopies(200_000, "text"));
    values.add(Double.NaN);

    assertThatThrownBy(() -> write(Written.textsOf(values), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a JSON number: NaN");
    assertThat(file).hasBinaryContent(SMALL_BYTES);
    assertThat(names()).containsExactly("a.json");
  }

  @Test
  void write_fullDisk_leavesTheOldFileAndNothingElse() throws IOException {
    Configuration small = Configuration.unix().toBuilder().setMaxSize(200_000).build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      Path file = Files.write(disk.getPath("/a.json"), SMALL_BYTES);

      assertThatThrownBy(() -> write(Written.countedTexts(1_000, new AtomicInteger()), file))
          .isInstanceOf(UnwritableTargetException.class)
          .hasMessage("Cannot write \"a.json\": out of disk space (/a.json) [UNWRITABLE]");
      assertThat(file).hasBinaryContent(SMALL_BYTES);
      try (Stream<Path> files = Files.list(file.getParent())) {
        assertThat(files.filter(Leftovers::isLeftover)).isEmpty();
      }
    }
  }
}
