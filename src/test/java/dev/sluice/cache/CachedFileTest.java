package dev.sluice.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Files that a cache knows by their metadata. */
class CachedFileTest extends CachedLoadFixture {

  @Test
  void get_unchangedFile_isNotEvenOpened() throws IOException {
    Path file = file("one");

    assertGives(ask(file), "one");
    assertGives(ask(file), "one");

    assertThat(reader.opened).hasValue(1);
    assertThat(cache.stampHits()).isOne();
    assertThat(cache.hits()).isOne();
    assertThat(cache.misses()).isOne();
  }

  @Test
  void get_fileByWayOfALink_isTheSameFile() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link.json"), file("one"));

    assertGives(ask(directory.resolve("flow.json")), "one");
    assertGives(ask(link), "one");

    assertThat(reader.opened).hasValue(1);
  }

  @Test
  void get_fileWithAnotherSize_isRead() throws IOException {
    assertGives(ask(file("one")), "one");
    assertGives(ask(file("three")), "three");
  }

  @Test
  void get_fileWithAnotherTime_isReadAndFoundByItsContent() throws IOException {
    assertGives(ask(file("one")), "one");
    Files.setLastModifiedTime(file("one"), FileTime.from(WRITTEN.plusNanos(1_000)));
    assertGives(ask(directory.resolve("flow.json")), "one");

    assertThat(reader.opened).hasValue(2);
    assertThat(reader.read).hasValue(1);
    assertThat(cache.hits()).isOne();
    assertThat(cache.stampHits()).isZero();
  }

  @Test
  void get_fileReplacedByAnotherOfTheSameSizeAndTime_isRead() throws IOException {
    assertGives(ask(file("one")), "one");
    Files.move(
        write(directory.resolve("new"), "two"),
        directory.resolve("flow.json"),
        StandardCopyOption.REPLACE_EXISTING);
    assertGives(ask(directory.resolve("flow.json")), "two");
  }

  @Test
  void get_fileRewrittenWithinTheSameTick_isNeverTheOldOne() throws IOException {
    now = WRITTEN.plus(Stamps.YOUNG).minusNanos(1);

    for (int i = 0; i < 50; i++) {
      assertGives(ask(file("state " + i % 10)), "state " + i % 10);
    }
    assertThat(reader.opened).hasValue(50);
    assertThat(reader.read).hasValue(10);
    assertThat(cache.stampHits()).isZero();
  }

  @Test
  void get_fileWhoseTickIsOver_isFoundByItsStamp() throws IOException {
    now = WRITTEN.plus(Stamps.YOUNG);

    assertGives(ask(file("one")), "one");
    assertGives(ask(directory.resolve("flow.json")), "one");
    assertThat(cache.stampHits()).isOne();
  }

  @Test
  void get_equalSizeAndRestoredTime_isTheOneChangeThatStampsCannotSee() throws IOException {
    assertGives(ask(file("one")), "one");
    assertGives(ask(file("two")), "one");

    cache = cache(options(false));
    assertGives(ask(file("one")), "one");
    assertGives(ask(file("two")), "two");
  }

  @Test
  void get_fileChangedWhileItIsRead_isNotRememberedByItsStamp() throws IOException {
    Path file = file("one");
    reader =
        new FakeReader(
            text ->
                Mono.fromCallable(
                    () -> {
                      Files.setLastModifiedTime(file, FileTime.from(WRITTEN.plusSeconds(9)));
                      return Text.lasting(text);
                    }));

    assertGives(ask(file), "one");
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
    assertGives(ask(file), "one");

    assertThat(reader.opened).hasValue(2);
  }

  @Test
  void get_fileReplacedBetweenItsStampAndItsOpening_isNotRememberedByThatStamp()
      throws IOException {
    Path file = file("one");
    Path aside = directory.resolve("aside");
    Path other = write(directory.resolve("new"), "two");
    reader =
        new FakeReader() {
          @Override
          Flux<ByteBuffer> open(ByteSource source) {
            move(file, aside);
            move(other, file);
            return super.open(source);
          }
        };
    assertGives(ask(file), "two");

    reader = new FakeReader();
    move(file, other);
    move(aside, file);
    assertGives(ask(file), "one");
  }

  @Test
  void get_fileReplacedBetweenItsOpeningAndItsEnd_isTheNewOneNextTime() throws IOException {
    Path file = file("one");
    Path other = write(directory.resolve("new"), "two");
    reader =
        new FakeReader(
            text ->
                Mono.fromCallable(
                    () -> {
                      move(other, file);
                      return Text.lasting(text);
                    }));
    assertGives(ask(file), "one");

    reader = new FakeReader();
    assertGives(ask(file), "two");
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void get_missingFile_failsAsReadingItDoes() {
    Path none = directory.resolve("none.json");
    StepVerifier.create(ask(none))
        .expectErrorMessage("Cannot read \"" + none + "\": no such file [UNREADABLE]")
        .verify();
  }

  @Test
  void invalidate_file_isReadAgain() throws IOException {
    Path other = write(directory.resolve("other.json"), "other");
    assertGives(ask(file("one")), "one");
    assertGives(ask(other), "other");
    file("two"); // with equal size and time

    cache.invalidate(directory.resolve("flow.json"));

    assertThat(cache.size()).isOne();
    assertGives(ask(directory.resolve("flow.json")), "two");
    assertGives(ask(other), "other");
    assertThat(reader.opened).hasValue(3);
  }

  @Test
  void invalidate_fileThatIsGone_forgetsIt() throws IOException {
    Path file = file("one");
    assertGives(ask(file), "one");
    Files.delete(file);

    cache.invalidate(file);

    assertThat(cache.size()).isZero();
  }

  @Test
  void invalidate_whileTheFileIsLoaded_isNeverFollowedByTheOldState() throws IOException {
    for (int round = 0; round < 200; round++) {
      // equal in size and time, so that the stamp shows nothing
      String before = "old %03d".formatted(round);
      String after = "new %03d".formatted(round);
      Path file = file(before);
      cache.invalidate(file);
      CompletableFuture<Text> running = ask(file).onErrorComplete().toFuture();

      file(after);
      cache.invalidate(file);

      assertGives(ask(file), after);
      running.join();
    }
  }
}
