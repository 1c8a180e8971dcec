package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.support.FaultyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Files as sources: what they give, what they hold open, and everything that can be wrong. */
class FileSourceTest {

  private static final int CHUNK = 64 * 1024;
  private static final FindingCode CHANGED = FindingCode.CHANGED_WHILE_READING;
  private static final String CHANGED_TEXT =
      "The file was changed while it was read; load it again";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK})
  void read_fileOfAnySize_givesItsBytes(int size) throws IOException {
    byte[] bytes = noise(size);
    Path file = Files.write(directory.resolve("a.json"), bytes);

    assertThat(joined(ByteSource.of(file).read())).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "65536,1", "65537,2", "196608,3"})
  void read_fileOfAnySize_givesNoChunkMoreThanItNeeds(int size, int chunks) {
    FaultyFile file = new FaultyFile("a.json", noise(size));

    assertThat(ByteSource.of(file.path()).read().count().block()).isEqualTo(chunks);
    assertThat(file.open()).isZero();
  }

  @Test
  void read_subscribedTwice_readsTwice() throws IOException {
    Path file = directory.resolve("a.json");
    Flux<ByteBuffer> bytes = ByteSource.of(file).read();
    Files.writeString(file, "one");
    assertThat(joined(bytes)).asString().isEqualTo("one");
    Files.writeString(file, "two");
    assertThat(joined(bytes)).asString().isEqualTo("two");
  }

  @Test
  void read_notSubscribed_opensNothing() {
    FaultyFile file = new FaultyFile("a.json", noise(1));
    assertThat(ByteSource.of(file.path()).read()).isNotNull();
    assertThat(file.opened()).isZero();
  }

  @Test
  void read_closedBeforeTheFirstRequest_opensNothing() {
    FileReading reading = new FileReading(directory.resolve("missing"));
    reading.close();

    StepVerifier.create(Flux.<ByteBuffer, FileReading>generate(() -> reading, FileReading::emit))
        .verifyComplete();
  }

  @Test
  void read_chunksRequestedOneByOne_readsNoFurther() {
    FaultyFile file = new FaultyFile("a.json", noise(5 * CHUNK));

    StepVerifier.create(ByteSource.of(file.path()).read(), 0)
        .thenRequest(1)
        .expectNextCount(1)
        .then(() -> assertThat(file.reads()).isEqualTo(1))
        .thenRequest(2)
        .expectNextCount(2)
        .then(() -> assertThat(file.reads()).isEqualTo(3))
        .thenCancel()
        .verify();
    assertThat(file.open()).isZero();
  }

  @Test
  void read_cancelledAtAnyChunk_closesTheFile() {
    for (int chunk = 0; chunk <= 4; chunk++) {
      FaultyFile file = new FaultyFile("a.json", noise(4 * CHUNK));

      StepVerifier.create(ByteSource.of(file.path()).read(), chunk)
          .expectNextCount(chunk)
          .thenCancel()
          .verify();

      assertThat(file.opened()).isEqualTo(chunk == 0 ? 0 : 1);
      assertThat(file.open()).as("after chunk %d", chunk).isZero();
    }
  }

  @Test
  void read_readingIsInterruptedByACancel_endsWithoutAnError() {
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    FaultyFile file =
        new FaultyFile("a.json", noise(4 * CHUNK))
            .beforeRead(
                number -> {
                  if (number == 2) {
                    subscription.get().cancel();
                    throw new ClosedByInterruptException();
                  }
                });

    ByteSource.of(file.path()).read().doOnSubscribe(subscription::set).subscribe();

    assertThat(file.reads()).isEqualTo(2);
    assertThat(file.open()).isZero();
  }

  @Test
  void read_lastChunk_isFollowedByTheEndOnceTheFileIsClosed() {
    FaultyFile file = new FaultyFile("a.json", noise(10));
    List<Integer> open = new ArrayList<>();

    ByteSource.of(file.path()).read().doOnComplete(() -> open.add(file.open())).blockLast();

    assertThat(open).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 60_000})
  void read_shortReads_giveTheSameBytes(int most) {
    byte[] bytes = noise(1_000 + most);
    FaultyFile file = new FaultyFile("a.json", bytes).shortReads(most);

    assertThat(joined(ByteSource.of(file.path()).read())).isEqualTo(bytes);
    assertThat(file.open()).isZero();
  }

  @Test
  void read_eachReadFailsInTurn_isUnreadableAndClosed() {
    for (int faulty = 1; faulty <= 4; faulty++) {
      int failing = faulty;
      FaultyFile file =
          new FaultyFile("a.json", noise(3 * CHUNK))
              .beforeRead(
                  number -> {
                    if (number == failing) {
                      throw new IOException("disk\non fire");
                    }
                  });

      StepVerifier.create(ByteSource.of(file.path()).read())
          .expectNextCount(faulty - 1)
          .expectErrorSatisfies(
              e ->
                  assertThat(finding(e, FindingCode.UNREADABLE))
                      .isEqualTo("Cannot read \"a.json\": disk\\u000Aon fire"))
          .verify();
      assertThat(file.open()).as("read %d", faulty).isZero();
    }
  }

  @Test
  void read_missingFile_isUnreadable() {
    fails(directory.resolve("a.json"), "Cannot read \"" + directory + "/a.json\": no such file");
    fails(Path.of("./gone/a.json"), "Cannot read \"gone/a.json\": no such file");
  }

  @Test
  void read_nameWithControlCharacters_isSpeltOut() {
    fails(
        directory.resolve("a\u202e\u001b.json"),
        "Cannot read \"" + directory + "/a\\u202E\\u001B.json\": no such file");
  }

  @Test
  void read_accessDenied_isUnreadable() {
    FaultyFile file = new FaultyFile("a.json", noise(1)).denied();
    fails(file.path(), "Cannot read \"a.json\": permission denied");
  }

  @Test
  void read_directory_isUnreadable() {
    fails(directory, "Cannot read \"" + directory + "\": it is a directory");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void read_fifo_isUnreadableAndDoesNotWaitForAWriter() throws Exception {
    Path fifo = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    fails(fifo, "Cannot read \"" + fifo + "\": it is not a regular file");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void read_device_isUnreadable() {
    fails(Path.of("/dev/zero"), "Cannot read \"/dev/zero\": it is not a regular file");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void read_fileWithoutASize_isReadToItsEnd() throws IOException {
    Path file = Path.of("/proc/version");
    assertThat(Files.size(file)).isZero();
    assertThat(joined(ByteSource.of(file).read())).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void read_link_isFollowed() throws IOException {
    Files.writeString(directory.resolve("a.json"), "linked");
    Path link = Files.createSymbolicLink(directory.resolve("b.json"), Path.of("a.json"));
    assertThat(joined(ByteSource.of(link).read())).asString().isEqualTo("linked");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void read_linkToNothingOrToItself_isUnreadable() throws IOException {
    fails(
        Files.createSymbolicLink(directory.resolve("loose"), Path.of("nowhere")),
        "Cannot read \"" + directory + "/loose\": no such file");
    fails(
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop")),
        "Cannot read \""
            + directory
            + "/loop\": Too many levels of symbolic links or unable"
            + " to access attributes of symbolic link");
  }

  @Test
  void read_fileGrowsMeanwhile_isChanged() throws IOException {
    changes(file -> Files.write(file, noise(6 * CHUNK)));
  }

  @Test
  void read_fileIsCutShortMeanwhile_isChanged() throws IOException {
    changes(file -> Files.write(file, noise(CHUNK)));
  }

  @Test
  void read_fileIsRewrittenMeanwhile_isChanged() throws IOException {
    changes(
        file -> {
          Files.write(file, noise(4 * CHUNK));
          Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        });
  }

  @Test
  void read_fileIsDeletedMeanwhile_givesAllOfIt() throws IOException {
    staysWhole(Files::delete);
  }

  @Test
  void read_fileIsMovedAwayMeanwhile_givesAllOfIt() throws IOException {
    staysWhole(file -> Files.move(file, directory.resolve("b.json")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4 * CHUNK, 6 * CHUNK})
  void read_anotherFileIsMovedIntoItsPlaceMeanwhile_givesAllOfTheOld(int size) throws IOException {
    staysWhole(file -> moveIntoPlace(file, size));
  }

  @Test
  void read_directoryIsMovedAwayMeanwhile_givesAllOfIt() throws IOException {
    staysWhole(file -> Files.move(directory.resolve("inner"), directory.resolve("moved")));
  }

  @Test
  void read_fileIsCutShortAndThenReplacedMeanwhile_isChanged() throws IOException {
    changes(
        file -> {
          Files.write(file, noise(2 * CHUNK));
          moveIntoPlace(file, 4 * CHUNK);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20})
  void read_fileIsReplacedJustBeforeItIsOpened_givesAllOfTheNew(int size) {
    FaultyFile file = new FaultyFile("a.json", noise(10));
    file.beforeOpening(() -> file.replace(noise(size)));

    assertThat(joined(ByteSource.of(file.path()).read())).isEqualTo(noise(size));
    assertThat(file.open()).isZero();
  }

  @Test
  void read_fileGrowsAndGrows_isChangedAtItsFirstNewByte() {
    byte[] bytes = noise(CHUNK);
    FaultyFile file = new FaultyFile("log", bytes);
    file.beforeRead(number -> file.write(Arrays.copyOf(bytes, (number + 1) * CHUNK)));

    StepVerifier.create(ByteSource.of(file.path()).read())
        .expectNextCount(1)
        .expectErrorSatisfies(e -> assertThat(finding(e, CHANGED)).isEqualTo(CHANGED_TEXT))
        .verify();
    assertThat(file.reads()).isEqualTo(2);
    assertThat(file.open()).isZero();
  }

  @FunctionalInterface
  private interface Change {
    void of(Path file) throws IOException;
  }

  private void changes(Change change) throws IOException {
    StepVerifier.create(readAmid(change))
        .thenConsumeWhile(chunk -> true)
        .expectErrorSatisfies(e -> assertThat(finding(e, CHANGED)).isEqualTo(CHANGED_TEXT))
        .verify();
  }

  private void staysWhole(Change change) throws IOException {
    assertThat(joined(readAmid(change))).isEqualTo(noise(4 * CHUNK));
  }

  /** A file of four chunks, which is changed when the first of them has been read. */
  private Flux<ByteBuffer> readAmid(Change change) throws IOException {
    Path inner = Files.createDirectory(directory.resolve("inner"));
    Path file = Files.write(inner.resolve("a.json"), noise(4 * CHUNK));
    return ByteSource.of(file)
        .read()
        .index(
            (number, chunk) -> {
              if (number == 0) {
                try {
                  change.of(file);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              }
              return chunk;
            });
  }

  private void moveIntoPlace(Path file, int size) throws IOException {
    Path replacement = Files.write(directory.resolve("new"), noise(size));
    Files.setLastModifiedTime(replacement, FileTime.fromMillis(1_000));
    Files.move(replacement, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void fails(Path file, String message) {
    StepVerifier.create(ByteSource.of(file).read())
        .expectErrorSatisfies(
            e -> assertThat(finding(e, FindingCode.UNREADABLE)).isEqualTo(message))
        .verify();
  }

  private static String finding(Throwable failure, FindingCode code) {
    assertThat(failure).isInstanceOf(UnreadableSourceException.class);
    Finding finding = ((UnreadableSourceException) failure).finding();
    assertThat(finding.code()).isEqualTo(code);
    return finding.message();
  }

  private static byte[] joined(Flux<ByteBuffer> chunks) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    chunks
        .doOnNext(
            chunk ->
                joined.write(
                    chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining()))
        .blockLast();
    return joined.toByteArray();
  }

  private static byte[] noise(int size) {
    byte[] noise = new byte[size];
    new Random(size).nextBytes(noise);
    return noise;
  }
}
