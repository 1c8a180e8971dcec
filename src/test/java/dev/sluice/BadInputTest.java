package dev.sluice;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.CorruptCompressionException;
import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.DropsSignals;
import dev.sluice.support.FaultyFile;
import dev.sluice.support.Packing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.test.StepVerifier;

/** Input that is not a document: a typed failure with code and place, for every kind of source. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private static final String SOUND = "{\"nodes\":{\"a\":{\"node_type\":\"LogNode\"}}}";

  private final WorkflowLoader loader = WorkflowLoader.create();

  @AfterAll
  void close() {
    loader.close();
  }

  /**
   * Bytes and what they come to.
   *
   * @param message of the exception, without the name of the source
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Case(String name, byte[] bytes, Class<? extends WorkflowException> type, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        malformed("empty", "", "The document is empty at 1:1 [TRUNCATED]"),
        malformed("blank", " \n\t\r\n", "The document is empty at 3:1 [TRUNCATED]"),
        malformed("a byte order mark", "\uFEFF", "The document is empty at 1:1 [TRUNCATED]"),
        malformed("no JSON", "key: value", "Expected a value but found k at 1:1 [MALFORMED_JSON]"),
        malformed(
            "two roots",
            SOUND + "\n{}",
            "Expected the end of the document but found { at 2:1 [MALFORMED_JSON]"),
        malformed(
            "a comma too much",
            "{\"nodes\":{},}",
            "Expected a member name after the comma but found } at 1:13 [MALFORMED_JSON]"),
        malformed(
            "a name without a value",
            "{\"é\":}",
            "Expected a value but found } at 1:6 [MALFORMED_JSON]"),
        new Case(
            "Latin-1",
            "{\"é\":1}".getBytes(ISO_8859_1),
            MalformedJsonException.class,
            "The byte 0x22 is not valid UTF-8 here at 1:4 [INVALID_UTF8]"),
        new Case(
            "UTF-16",
            SOUND.getBytes(UTF_16LE),
            MalformedJsonException.class,
            "The document is in UTF-16LE without a byte order mark, not in UTF-8 at 1:1"
                + " [INVALID_UTF8]"),
        new Case(
            "UTF-16 with a byte order mark",
            ("\uFEFF" + SOUND).getBytes(UTF_16BE),
            MalformedJsonException.class,
            "The document is in UTF-16BE with a byte order mark, not in UTF-8 at 1:1"
                + " [INVALID_UTF8]"),
        malformed(
            "half a pair",
            "{\"a\":\"\\ud83d\"}",
            "Unpaired surrogate escape at 1:7 [MALFORMED_JSON]"),
        new Case(
            "cut off gzip",
            cut(Packing.GZIP),
            CorruptCompressionException.class,
            "Expected the rest of a gzip member's checksum but found the end of"
                + " the source at compressed byte 48 [TRUNCATED]"),
        new Case(
            "cut off zstd",
            cut(Packing.ZSTD),
            CorruptCompressionException.class,
            "Expected the rest of a zstd block but found the end of the source at"
                + " compressed byte 47 [TRUNCATED]"),
        new Case(
            "damaged gzip",
            broken(Packing.GZIP),
            CorruptCompressionException.class,
            "Expected the CRC-32 0x98D6BDA8 of the gzip member's data but found"
                + " 0x98D7BDA8 at compressed byte 45 [CORRUPT_COMPRESSION]"),
        new Case(
            "damaged zstd",
            broken(Packing.ZSTD),
            CorruptCompressionException.class,
            "Expected a sound zstd checksum but found Restored data doesn't match"
                + " checksum at compressed byte 48 [CORRUPT_COMPRESSION]"),
        new Case(
            "gzip within gzip",
            Packing.GZIP.pack(Packing.GZIP.pack(SOUND.getBytes(UTF_8))),
            MalformedJsonException.class,
            "The decompressed document is itself compressed with gzip, not text in UTF-8 at 1:1"
                + " [INVALID_UTF8]"),
        new Case(
            "too deep",
            "[".repeat(501).getBytes(UTF_8),
            LimitExceededException.class,
            "The document has 501 levels of nesting, over the limit nesting of 500"
                + " at 1:501 [LIMIT_EXCEEDED]"),
        new Case(
            "no object",
            "[1]".getBytes(UTF_8),
            InvalidWorkflowException.class,
            "A workflow must be an object at 1:1 [INVALID_TYPE]"));
  }

  private static Case malformed(String name, String document, String message) {
    return new Case(name, document.getBytes(UTF_8), MalformedJsonException.class, message);
  }

  private static byte[] cut(Packing packing) {
    byte[] packed = packing.pack(SOUND.getBytes(UTF_8));
    return Arrays.copyOf(packed, packed.length - 5);
  }

  /** Damaged in the checksum, which is the last but one field of gzip and the last of zstd. */
  private static byte[] broken(Packing packing) {
    byte[] packed = packing.pack(SOUND.getBytes(UTF_8));
    packed[packed.length - (packing == Packing.GZIP ? 6 : 1)] ^= 1;
    return packed;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void load_bytesThatAreNoDocument_failsWithCodeAndPlace(Case bad) {
    List<ByteSource> sources =
        List.of(
            ByteSource.of("it", bad.bytes),
            ByteSource.of(new FaultyFile("it", bad.bytes).path()),
            ByteSource.of("it", Chunked.byteByByte(bad.bytes).read()));
    for (ByteSource source : sources) {
      WorkflowException failure = failure(loader.load(source));
      assertThat(failure).isExactlyInstanceOf(bad.type);
      assertThat(failure.getMessage().replace(" in it", "")).isEqualTo(bad.message);
      assertThat(failure.source()).isEqualTo("it");
      assertThat(failure.report().accepted()).isFalse();
      assertThat(failure.report().findings()).contains(failure.finding());

      LoadResult result = loader.tryLoad(source).block();
      assertThat(result.schema()).isEmpty();
      assertThat(result.report()).isEqualTo(failure.report());
    }
  }

  @Test
  void load_faultBehindFindings_reportsBoth() {
    byte[] document = "{\"nodes\":{\"a\":{\"node_type\":\"LogNoed\"}},}".getBytes(UTF_8);

    WorkflowException failure = failure(loader.load(document));

    assertThat(failure.code()).isEqualTo(FindingCode.MALFORMED_JSON);
    assertThat(failure.report().findings())
        .extracting(Finding::code)
        .containsExactly(
            FindingCode.MISSING_REQUIRED_FIELD,
            FindingCode.UNKNOWN_NODE_TYPE,
            FindingCode.MALFORMED_JSON);
  }

  @Test
  void load_unreadableFiles_failWithTheirName(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("a.json");
    unreadable(file, "Cannot read \"" + file + "\": no such file [UNREADABLE]");
    Path inner = Files.createDirectory(directory.resolve("b"));
    unreadable(inner, "Cannot read \"" + inner + "\": it is a directory [UNREADABLE]");
    Path denied = new FaultyFile("c.json", new byte[1]).denied().path();
    unreadable(denied, "Cannot read \"c.json\": permission denied [UNREADABLE]");
  }

  private void unreadable(Path file, String message) {
    for (Mono<?> load :
        List.of(
            loader.load(file),
            loader.read(file),
            loader.tryLoad(file),
            loader.validate(ByteSource.of(file)))) {
      WorkflowException failure = failure(load);
      assertThat(failure).isExactlyInstanceOf(UnreadableSourceException.class).hasMessage(message);
      assertThat(failure.report().findings()).containsExactly(failure.finding());
    }
  }

  @Test
  void tryLoad_fileChangesMeanwhile_failsAndReportsWhatWasFound() {
    byte[] document = "{\"nodes\":{\"a\":{\"node_type\":\"LogNoed\"}}}".getBytes(UTF_8);
    FaultyFile file = new FaultyFile("a.json", document);
    file.beforeRead(
        number -> {
          if (number == 2) {
            file.write(document);
          }
        });

    WorkflowException failure = failure(loader.tryLoad(file.path()));

    assertThat(failure.code()).isEqualTo(FindingCode.CHANGED_WHILE_READING);
    assertThat(file.open()).isZero();
  }

  @Test
  void load_publisherFails_keepsItsCauseAndReportsWhatWasFound() {
    byte[] half = "{\"nodes\":{\"a\":{\"node_type\":\"LogNoed\"},".getBytes(UTF_8);
    Exception cause = new IOException("reset by peer");

    WorkflowException failure =
        failure(loader.load(Flux.just(ByteBuffer.wrap(half)).concatWith(Mono.error(cause))));

    assertThat(failure)
        .isExactlyInstanceOf(UnreadableSourceException.class)
        .hasMessage("The source failed: IOException [UNREADABLE]")
        .hasCause(cause);
    assertThat(failure.report().findings())
        .extracting(Finding::code)
        .containsExactly(
            FindingCode.UNREADABLE,
            FindingCode.MISSING_REQUIRED_FIELD,
            FindingCode.UNKNOWN_NODE_TYPE);
  }

  @Test
  @DropsSignals
  void load_publisherSendsMoreThanItIsAskedFor_isUnreadable() {
    Publisher<ByteBuffer> flood =
        subscriber -> {
          subscriber.onSubscribe(Operators.emptySubscription());
          for (int i = 0; i < 1_000; i++) {
            subscriber.onNext(bytes(" "));
          }
        };

    assertThat(failure(loader.load(flood)))
        .isExactlyInstanceOf(UnreadableSourceException.class)
        .hasMessage(
            "The source emits more chunks than requested; add onBackpressureBuffer() to it"
                + " [UNREADABLE]");
  }

  @Test
  @SuppressWarnings("NullAway") // the point of it
  void load_publisherEmitsNull_isUnreadable() {
    Publisher<ByteBuffer> nothing =
        subscriber -> {
          subscriber.onSubscribe(Operators.emptySubscription());
          subscriber.onNext(null);
        };

    assertThat(failure(loader.load(nothing)))
        .isExactlyInstanceOf(UnreadableSourceException.class)
        .hasMessage("The source failed: NullPointerException [UNREADABLE]");
  }

  @Test
  @DropsSignals
  void load_publisherGoesOnAfterItsEnd_endsOnce() {
    Publisher<ByteBuffer> endless =
        subscriber -> {
          subscriber.onSubscribe(Operators.emptySubscription());
          subscriber.onNext(bytes(SOUND));
          subscriber.onComplete();
          subscriber.onNext(bytes(SOUND));
          subscriber.onError(new IllegalStateException("late"));
          subscriber.onComplete();
        };

    StepVerifier.create(loader.load(endless)).expectNextCount(1).verifyComplete();
  }

  @Test
  void load_publisherSubscribesTwice_takesTheFirst() {
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    Publisher<ByteBuffer> twice =
        subscriber -> {
          Flux.just(bytes(SOUND)).subscribe(subscriber);
          Flux.just(bytes(SOUND)).doOnCancel(() -> cancelled.complete(true)).subscribe(subscriber);
        };

    StepVerifier.create(loader.load(twice)).expectNextCount(1).verifyComplete();
    assertThat(cancelled).as("on the publisher's thread").succeedsWithin(Duration.ofSeconds(10));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static WorkflowException failure(Mono<?> load) {
    return (WorkflowException)
        load.<Throwable>map(any -> new AssertionError("gave " + any))
            .onErrorResume(Mono::just)
            .block();
  }
}
