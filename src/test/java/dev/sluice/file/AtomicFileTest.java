package dev.sluice.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.UnwritableTargetException;
import dev.sluice.support.SpecialFiles;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AtomicFileTest {

  @TempDir private Path directory;
  private final AtomicBoolean cancelled = new AtomicBoolean();

  /** Chunks after the last of which something happens. */
  private static Iterator<ByteBuffer> chunks(Runnable end) {
    Iterator<String> texts = List.of("all ", "new").iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        if (!texts.hasNext()) {
          end.run();
        }
        return texts.hasNext();
      }

      @Override
      public ByteBuffer next() {
        return ByteBuffer.wrap(texts.next().getBytes(US_ASCII));
      }
    };
  }

  private Path write(Runnable end) throws IOException {
    Path file = Files.writeString(directory.resolve("flow.json"), "old");
    new AtomicFile(file, new Leftovers(Clock.systemUTC())).write(chunks(end), cancelled::get);
    return file;
  }

  private void assertIsAlone(Path file) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void write_cancelledAfterTheLastChunk_leavesTheOldFileAndNothingElse() throws IOException {
    Path file = write(() -> cancelled.set(true));

    assertThat(file).hasContent("old");
    assertIsAlone(file);
  }

  @Test
  void write_notCancelled_replacesTheFile() throws IOException {
    Path file = write(() -> {});

    assertThat(file).hasContent("all new");
    assertIsAlone(file);
  }

  private AtomicFile file(Path path) {
    return new AtomicFile(path, new Leftovers(Clock.systemUTC()));
  }

  private static Iterator<ByteBuffer> bytes() {
    return List.of(ByteBuffer.wrap("new".getBytes(US_ASCII))).iterator();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void assertRefused(ThrowingCallable writing, Path target, String reason) {
    String name = Quote.of(String.valueOf(target.getFileName()));
    assertThatThrownBy(writing)
        .isInstanceOf(UnwritableTargetException.class)
        .hasMessage("Cannot write %s: %s (%s) [UNWRITABLE]".formatted(name, reason, target));
  }

  /** The same before a run and at its end. */
  @Test
  void write_whatMustNotBeReplaced_isRefusedAndStays() throws Exception {
    Path inner = Files.createDirectory(directory.resolve("directory"));
    Path fifo = SpecialFiles.fifo(directory.resolve("fifo"));
    Path nowhere = Files.createSymbolicLink(directory.resolve("nowhere"), Path.of("gone"));
    Path toFifo = Files.createSymbolicLink(directory.resolve("to-fifo"), fifo);
    Path toDirectory = Files.createSymbolicLink(directory.resolve("to-directory"), inner);
    Map<Path, String> reasons =
        Map.of(
            inner,
            "it is a directory",
            toDirectory,
            "it is a directory",
            fifo,
            "it is not a regular file",
            toFifo,
            "it is not a regular file",
            Path.of("/dev/null"),
            "it is not a regular file",
            nowhere,
            "it is a symbolic link to a file that does not exist",
            directory.resolve("gone").resolve("a"),
            "its directory does not exist",
            directory.resolve("n".repeat(256)),
            "File name too long");

    reasons.forEach(
        (path, reason) -> {
          assertRefused(() -> file(path).check(), path, reason);
          assertRefused(() -> file(path).write(bytes(), cancelled::get), path, reason);
        });

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(inner, fifo, nowhere, toFifo, toDirectory);
    }
    assertThat(inner).isDirectory();
    assertThat(Files.isRegularFile(fifo)).isFalse();
    assertThat(nowhere).isSymbolicLink();
  }

  /** What /dev/stdout leads to when standard output is a pipe. */
  @Test
  void write_linkToAPipeOfTheProcess_isNotCalledALinkThatLeadsNowhere() throws Exception {
    Process cat = new ProcessBuilder("cat").start();
    try {
      Path pipe = Path.of("/proc", Long.toString(cat.pid()), "fd", "0");
      Assumptions.assumeTrue(Files.isSymbolicLink(pipe), "there is no /proc here");
      Path link = Files.createSymbolicLink(directory.resolve("out"), pipe);

      assertRefused(
          () -> file(link).write(bytes(), cancelled::get),
          link,
          "it is a symbolic link to something that is not a regular file");
    } finally {
      cat.destroy();
    }
  }

  @Test
  void check_targetThatCanBeWritten_leavesEverythingAsItIs() throws IOException {
    Path old = Files.writeString(directory.resolve("flow.json"), "old");

    file(old).check();
    file(directory.resolve("fresh")).check();

    assertThat(old).hasContent("old");
    assertIsAlone(old);
  }

  @Test
  void write_longestName_isAccepted() {
    Path target = directory.resolve("n".repeat(255));

    file(target).write(bytes(), cancelled::get);

    assertThat(target).hasContent("new");
  }

  @Test
  void write_existingFile_keepsItsModeAndNotItsTime() throws IOException {
    Path target = Files.writeString(directory.resolve("a"), "old");
    Files.setLastModifiedTime(target, FileTime.fromMillis(0));
    Path open = Files.writeString(directory.resolve("open"), "");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
    for (String mode : List.of("rw-------", "rwxr-x---", "rw-rw-rw-")) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));

      new AtomicFile(target, new Leftovers(Clock.systemUTC()), Optional.of(open))
          .write(bytes(), cancelled::get);

      assertThat(mode(target)).isEqualTo(mode);
    }
    assertThat(Files.getLastModifiedTime(target)).isGreaterThan(FileTime.fromMillis(0));
  }

  @Test
  void write_newFile_hasTheTraitsItIsGiven() throws IOException {
    Path source = Files.writeString(directory.resolve("source"), "");
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    for (String mode : List.of("rw-------", "r--r-----", "rwxrwxrwx")) {
      Files.setPosixFilePermissions(source, PosixFilePermissions.fromString(mode));
      Files.setLastModifiedTime(source, time);
      Path target = directory.resolve(mode);

      new AtomicFile(target, new Leftovers(Clock.systemUTC()), Optional.of(source))
          .write(bytes(), cancelled::get);

      assertThat(mode(target)).isEqualTo(mode);
      assertThat(Files.getLastModifiedTime(target)).isEqualTo(time);
    }
  }

  /**
   * If the group of the old file cannot be kept, the process's own group gets no new permissions.
   */
  @ParameterizedTest
  @CsvSource({"rw-rw----, rw-------", "rw-rw-r--, rw-r--r--", "rwx--xr-x, rwx--x--x"})
  void giveTo_groupThatCannotBeKept_getsWhatEverybodyHas(String wanted, String given)
      throws IOException {
    GroupPrincipal foreign = () -> "foreign";
    Path file = Files.writeString(directory.resolve("file"), "");
    FileTraits.Access own = FileTraits.of(file).access().orElseThrow();

    new FileTraits(
            Optional.of(
                new FileTraits.Access(
                    own.owner(), foreign, PosixFilePermissions.fromString(wanted))),
            Optional.empty())
        .giveTo(file);

    assertThat(mode(file)).isEqualTo(given);
  }

  @Test
  void write_sourceOfTheTraitsIsGone_isRefused() {
    Path target = directory.resolve("a");
    Path gone = directory.resolve("gone");

    assertRefused(
        () ->
            new AtomicFile(target, new Leftovers(Clock.systemUTC()), Optional.of(gone))
                .write(bytes(), cancelled::get),
        target,
        "the permissions of " + Quote.of(gone.toString()) + " cannot be read");
    assertThat(target).doesNotExist();
  }

  @Test
  void write_foreignFilesThatLookTemporary_areNeitherFollowedNorRemoved() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "safe");
    Path target = directory.resolve("a.json");
    Path plain = Files.writeString(directory.resolve("a.json.tmp"), "mine");
    Path link = Files.createSymbolicLink(directory.resolve(".sluice-0000000000000000.tmp"), victim);

    file(target).write(bytes(), cancelled::get);

    assertThat(victim).hasContent("safe");
    assertThat(plain).hasContent("mine");
    assertThat(link).isSymbolicLink();
  }
}
