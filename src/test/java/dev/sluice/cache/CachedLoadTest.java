package dev.sluice.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cache.LoadCache.Retention;
import dev.sluice.source.ByteSource;
import dev.sluice.stage.CollectedChunks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Loads through a cache: lookups, shared reads and what they must not share. */
class CachedLoadTest extends CachedLoadFixture {

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
        // everything is cached
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
  void get_tenThousandDocumentsAtOnce_opensNoMoreThanTheSchedulerHasThreads() {
    StepVerifier.create(Flux.range(0, 10_000).flatMap(i -> ask("text " + i), 10_000).count())
        .expectNext(10_000L)
        .verifyComplete();

    assertThat(reader.mostOpen.get()).isLessThanOrEqualTo(2);
  }
}
