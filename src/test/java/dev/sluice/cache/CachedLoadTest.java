package dev.sluice.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.cache.LoadCache.Retention;
import dev.sluice.source.ByteSource;
import dev.sluice.stage.CollectedChunks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class CachedLoadTest {

  private static final Instant WRITTEN = Instant.parse("2026-01-05T08:00:00Z");

  @TempDir private Path folder;
  private final Scheduler scheduler = Schedulers.newBoundedElastic(2, 20_000, "cache-test");
  private Instant now = WRITTEN.plusSeconds(60);
  private long nanos;
  private LoadCache<Text> cache;
  private FakeReader reader = new FakeReader();

  @BeforeEach
  void makeACache() {
    cache = cache(options(true));
  }

  @AfterEach
  void stop() {
    scheduler.dispose();
    assertThat(reader.open).hasValue(0);
    assertThat(cache.loads().size()).isZero();
    assertThat(cache.reads().size()).isZero();
  }

  private static CacheOptions options(boolean stamps) {
    return new CacheOptions(20, 1 << 20, Duration.ofSeconds(10), stamps);
  }

  private LoadCache<Text> cache(CacheOptions options) {
    return new LoadCache<>(options, Text::retention, Text::retainedBytes, () -> now, () -> nanos);
  }

  private Mono<Text> ask(ByteSource source) {
    return reader.load(cache, "options", source, scheduler);
  }

  private Mono<Text> ask(Path file) {
    return ask(ByteSource.of(file));
  }

  private Mono<Text> ask(String text) {
    return ask(ByteSource.of("", text.getBytes(UTF_8)));
  }

  private Path file(String text) throws IOException {
    return write(folder.resolve("flow.json"), text);
  }

  /** Writes a file in place that says it was written at {@link #WRITTEN}. */
  private static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
  }

  private static void assertGives(Mono<Text> ask, String text) {
    StepVerifier.create(ask.map(Text::text)).expectNext(text).verifyComplete();
  }

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
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), file("one"));

    assertGives(ask(folder.resolve("flow.json")), "one");
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
    assertGives(ask(folder.resolve("flow.json")), "one");

    assertThat(reader.opened).hasValue(2);
    assertThat(reader.read).hasValue(1);
    assertThat(cache.hits()).isOne();
    assertThat(cache.stampHits()).isZero();
  }

  @Test
  void get_fileReplacedByAnotherOfTheSameSizeAndTime_isRead() throws IOException {
    assertGives(ask(file("one")), "one");
    Files.move(
        write(folder.resolve("new"), "two"),
        folder.resolve("flow.json"),
        StandardCopyOption.REPLACE_EXISTING);
    assertGives(ask(folder.resolve("flow.json")), "two");
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
  void get_fileWhoseTickIsOver_isToldByItsStamp() throws IOException {
    now = WRITTEN.plus(Stamps.YOUNG);

    assertGives(ask(file("one")), "one");
    assertGives(ask(folder.resolve("flow.json")), "one");
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
    Path aside = folder.resolve("aside");
    Path other = write(folder.resolve("new"), "two");
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
    Path other = write(folder.resolve("new"), "two");
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
    Path none = folder.resolve("none.json");
    StepVerifier.create(ask(none))
        .expectErrorMessage("Cannot read \"" + none + "\": There is no such file [UNREADABLE]")
        .verify();
  }

  @Test
  void get_bytesSeenBefore_takesNoHop() {
    assertGives(ask("one"), "one");

    Thread[] emitting = new Thread[1];
    assertGives(ask("one").doOnNext(v -> emitting[0] = Thread.currentThread()), "one");

    assertThat(emitting[0]).isSameAs(Thread.currentThread());
    assertThat(reader.opened).hasValue(1);
    assertThat(cache.stampHits()).isZero();
  }

  @Test
  void get_bytesNotSeenBefore_areReadOnTheScheduler() {
    Thread[] emitting = new Thread[1];
    assertGives(ask("one").doOnNext(v -> emitting[0] = Thread.currentThread()), "one");

    assertThat(emitting[0].getName()).startsWith("cache-test");
  }

  @Test
  void get_sameContentFromElsewhere_isFoundAndNotReadAgain() throws IOException {
    assertGives(ask(file("one")), "one");
    assertGives(ask("one"), "one");
    assertGives(ask(ByteSource.of("", Flux.just(ByteBuffer.wrap("one".getBytes(UTF_8))))), "one");

    assertThat(reader.read).hasValue(1);
    assertThat(cache.hits()).isEqualTo(2);
  }

  @Test
  void get_publisherTwiceAtOnce_isSubscribedToByEach() {
    TestPublisher<ByteBuffer> body = TestPublisher.create();
    ByteSource source = ByteSource.of("", body);
    List<Text> values = new CopyOnWriteArrayList<>();
    StepVerifier.create(Flux.merge(ask(source), ask(source)).doOnNext(values::add))
        .then(() -> Flux.range(0, 1_000_000).takeUntil(any -> reader.opened.get() == 2).blockLast())
        .then(() -> body.emit(ByteBuffer.wrap("one".getBytes(UTF_8))))
        .expectNextCount(2)
        .verifyComplete();

    assertThat(reader.opened).hasValue(2);
    assertThat(cache.shared()).isZero();
  }

  @Test
  void get_documentOverOneMebibyte_isReadAsItComesAndKeptAfterwards() throws IOException {
    String large = "x".repeat(CollectedChunks.MAX_BYTES + 1);
    Path file = file(large);

    assertGives(ask(file), large);
    assertGives(ask(file), large);
    assertGives(ask(large), large);

    assertThat(reader.read).as("alongside the digest, each time it has to be read").hasValue(2);
    assertThat(cache.stampHits()).isOne();
    assertThat(cache.size()).isOne();
  }

  @Test
  void get_documentOfOneMebibyte_isLookedUpBeforeItIsRead() throws IOException {
    String large = "x".repeat(CollectedChunks.MAX_BYTES);

    assertGives(ask(file(large)), large);
    assertGives(ask(large), large);

    assertThat(reader.read).hasValue(1);
  }

  @Test
  void get_readerThatStopsEarly_leavesNothingUnderTheDigestOfTheBeginning() {
    String large = "x".repeat(2 * CollectedChunks.MAX_BYTES);
    FakeReader hasty =
        new FakeReader() {
          @Override
          Flux<ByteBuffer> open(ByteSource source) {
            return Flux.range(0, 4)
                .map(i -> ByteBuffer.wrap(large.getBytes(UTF_8), i * 500_000, 500_000));
          }

          @Override
          Mono<Text> read(Flux<ByteBuffer> document, boolean atHand, InterimFindings interim) {
            return document.next().map(any -> Text.lasting("enough"));
          }
        };

    Mono<Text> ask = hasty.load(cache, "options", bytes(large), scheduler);
    assertGives(ask, "enough");

    assertThat(cache.size()).isZero();
  }

  private static ByteSource bytes(String text) {
    return ByteSource.of("", text.getBytes(UTF_8));
  }

  @Test
  void get_failureAfterSomeBytes_reachesTheReaderWithThem() {
    TestPublisher<ByteBuffer> body = TestPublisher.createCold();
    body.next(ByteBuffer.wrap("some".getBytes(UTF_8))).error(new IllegalStateException("cut off"));
    FakeReader tolerant =
        new FakeReader() {
          @Override
          Flux<ByteBuffer> open(ByteSource source) {
            return source.read();
          }

          @Override
          Mono<Text> read(Flux<ByteBuffer> document, boolean atHand, InterimFindings interim) {
            return document
                .map(chunk -> UTF_8.decode(chunk).toString())
                .onErrorReturn("!")
                .reduce(String::concat)
                .map(text -> new Text(text, Retention.NONE, 1));
          }
        };

    assertGives(tolerant.load(cache, "options", ByteSource.of("", body), scheduler), "some!");
    assertThat(cache.size()).isZero();
  }

  @Test
  void get_underOtherOptions_isAnotherValue() throws IOException {
    Path file = file("one");
    FakeReader strict = new FakeReader(text -> Mono.just(Text.lasting("strictly " + text)));

    assertGives(ask(file), "one");
    assertGives(strict.load(cache, "strict", ByteSource.of(file), scheduler), "strictly one");
    assertGives(strict.load(cache, "strict", bytes("one"), scheduler), "strictly one");
    assertGives(ask("one"), "one");
  }

  @Test
  void get_byTwoLoaders_sharesValuesButNoRunningLoad() throws IOException {
    Path file = file("one");
    TestPublisher<Text> value = TestPublisher.create();
    reader = new FakeReader(text -> value.mono());
    Disposable first =
        reader
            .load(cache, "options", ByteSource.of(file), Schedulers.fromExecutor(Runnable::run))
            .subscribe();
    Disposable second =
        reader.load(cache, "options", ByteSource.of(file), Schedulers.immediate()).subscribe();

    assertThat(cache.shared()).isZero();
    first.dispose();
    second.dispose();
  }

  @Test
  void get_sharedReading_seesNoCallersContext() throws IOException {
    reader =
        new FakeReader(
            text ->
                Mono.deferContextual(
                    context -> Mono.just(Text.lasting(text + context.getOrDefault("user", "")))));
    for (ByteSource source : List.of(ByteSource.of(file("one")), bytes("two "))) {
      List<Text> values =
          Flux.just("Ann", "Ben")
              .concatMap(user -> ask(source).contextWrite(context -> context.put("user", user)))
              .collectList()
              .block();
      assertThat(values.get(0).text()).hasSizeLessThan(5);
      assertThat(values.get(1)).isSameAs(values.get(0));
    }
  }

  @Test
  void get_failure_isNotKeptAndNothingIsLogged() {
    List<LogRecord> logged = new ArrayList<>();
    Handler handler = recorder(logged);
    Logger logger = Logger.getLogger("com.github.benmanes.caffeine");
    logger.addHandler(handler);
    reader = new FakeReader(text -> Mono.error(new IllegalStateException("broken")));
    try {
      for (int i = 0; i < 1_000; i++) {
        StepVerifier.create(ask("one")).expectErrorMessage("broken").verify();
      }
    } finally {
      logger.removeHandler(handler);
    }

    assertThat(reader.read).hasValue(1_000);
    assertThat(logged).isEmpty();
    assertThat(cache.size()).isZero();
  }

  private static Handler recorder(List<LogRecord> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        logged.add(entry);
      }

      @Override
      public void flush() {
        // everything is there already
      }

      @Override
      public void close() {
        // nothing is held
      }
    };
  }

  @Test
  void get_valueThatMeetsACancel_isLeftOutQuietly() {
    List<Text> told = new CopyOnWriteArrayList<>();
    BaseSubscriber<Text> asker =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnNext(Text value) {
            told.add(value);
          }
        };
    reader =
        new FakeReader(
            text ->
                Mono.fromSupplier(
                    () -> {
                      asker.dispose();
                      return Text.lasting(text);
                    }));
    TestPublisher<ByteBuffer> body = TestPublisher.createCold();
    body.emit(ByteBuffer.wrap("one".getBytes(UTF_8)));

    ask(ByteSource.of("", body)).subscribe(asker);
    scheduler.disposeGracefully().block(Duration.ofSeconds(10));

    assertThat(reader.read).hasValue(1);
    assertThat(told).isEmpty();
  }

  @Test
  void get_valueNotWorthKeeping_isMadeAnew() {
    reader = new FakeReader(text -> Mono.just(new Text(text, Retention.NONE, 1)));

    assertGives(ask("one"), "one");
    assertGives(ask("one"), "one");

    assertThat(reader.read).hasValue(2);
  }

  @Test
  void get_briefValue_isMadeAnewAfterAWhile() {
    reader = new FakeReader(text -> Mono.just(new Text(text, Retention.BRIEF, 1)));

    assertGives(ask("one"), "one");
    nanos += Duration.ofSeconds(10).toNanos() - 1;
    assertGives(ask("one"), "one");
    assertThat(reader.read).hasValue(1);
    nanos++;
    assertGives(ask("one"), "one");
    assertThat(reader.read).hasValue(2);
  }

  @Test
  void get_lastingValue_isKept() {
    assertGives(ask("one"), "one");
    nanos += Duration.ofDays(365).toNanos();
    assertGives(ask("one"), "one");

    assertThat(reader.read).hasValue(1);
  }

  @Test
  void get_moreThanThereIsRoomFor_keepsSoManyAtMost() {
    for (int i = 0; i < 100; i++) {
      assertGives(ask("text " + i), "text " + i);
    }

    assertThat(cache.size()).isEqualTo(20);
    assertThat(cache.retainedBytes()).isEqualTo(2_000);
    assertThat(cache.evictions()).isEqualTo(80);
  }

  @Test
  void get_valuesOfManyBytes_keepsSoManyBytesAtMost() {
    reader = new FakeReader(text -> Mono.just(new Text(text, Retention.LASTING, 300_000)));

    for (int i = 0; i < 10; i++) {
      assertGives(ask("text " + i), "text " + i);
    }

    assertThat(cache.size()).isEqualTo(3);
    assertThat(cache.retainedBytes()).isEqualTo(900_000);
  }

  @Test
  void get_whenThereIsNoRoom_theOneUnusedForLongestGoes() {
    cache = cache(new CacheOptions(2, 1 << 20, Duration.ZERO, true));
    for (String text : List.of("one", "two", "one", "three", "one")) {
      assertGives(ask(text), text);
    }
    assertThat(reader.read).hasValue(3);

    assertGives(ask("two"), "two");
    assertThat(reader.read).hasValue(4);
  }

  @Test
  void get_valueLargerThanTheCache_isGivenAndNotKept() {
    reader = new FakeReader(text -> Mono.just(new Text(text, Retention.LASTING, 1L << 40)));

    assertGives(ask("one"), "one");

    assertThat(cache.size()).isZero();
  }

  @Test
  void loadTime_ofTwoReadings_isTheirSum() {
    reader =
        new FakeReader(
            text ->
                Mono.fromCallable(
                    () -> {
                      nanos += 500;
                      return Text.lasting(text);
                    }));

    assertGives(ask("one"), "one");
    assertGives(ask("two"), "two");
    assertGives(ask("two"), "two");

    assertThat(cache.loadTime()).isEqualTo(Duration.ofNanos(1_000));
    assertThat(cache).hasToString("LoadCache[2 entries, 1 hits, 2 misses]");
  }

  @Test
  void invalidate_file_isReadAnew() throws IOException {
    Path other = write(folder.resolve("other.json"), "other");
    assertGives(ask(file("one")), "one");
    assertGives(ask(other), "other");
    file("two"); // with equal size and time

    cache.invalidate(folder.resolve("flow.json"));

    assertThat(cache.size()).isOne();
    assertGives(ask(folder.resolve("flow.json")), "two");
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
  void invalidate_digest_forgetsTheDocumentUnderAllOptions() {
    assertGives(ask("one"), "one");
    assertGives(ask("two"), "two");
    assertGives(reader.load(cache, "strict", bytes("one"), scheduler), "one");

    cache.invalidate("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");

    assertThat(cache.size()).isOne();
    assertGives(ask("one"), "one");
    assertThat(reader.read).hasValue(4);
  }

  @Test
  void invalidate_somethingThatIsNoDigest_isRefused() {
    assertThatThrownBy(() -> cache.invalidate("7692c3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a SHA-256 has 32 bytes, not 3");
  }

  @Test
  void clear_leavesNothingButTheStatistics() throws IOException {
    assertGives(ask(file("one")), "one");
    assertGives(ask("two"), "two");

    cache.clear();

    assertThat(cache.size()).isZero();
    assertThat(cache.misses()).isEqualTo(2);
    assertGives(ask(folder.resolve("flow.json")), "one");
    assertThat(reader.opened).hasValue(3);
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

  @Test
  void get_tenThousandDocumentsAtOnce_opensNoMoreThanTheSchedulerHasThreads() {
    StepVerifier.create(Flux.range(0, 10_000).flatMap(i -> ask("text " + i), 10_000).count())
        .expectNext(10_000L)
        .verifyComplete();

    assertThat(reader.mostOpen.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void options_withoutRoom_areRefused() {
    assertThatThrownBy(() -> new CacheOptions(0, 1, Duration.ZERO, true))
        .hasMessage("entries and bytes must be at least 1, were 0 and 1");
    assertThatThrownBy(() -> new CacheOptions(1, 1, Duration.ofSeconds(-1), true))
        .hasMessage("brief must not be negative, was PT-1S");
  }

  @Test
  void ticker_isTheSystemsByDefault() {
    assertThat(new LoadCache<>(options(true), Text::retention, Text::retainedBytes).began())
        .isCloseTo(Ticker.systemTicker().read(), org.assertj.core.data.Offset.offset(1L << 40));
  }
}
