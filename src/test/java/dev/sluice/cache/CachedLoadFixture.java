package dev.sluice.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cache.LoadCache.CacheOptions;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A cache with a clock of its own, and loads through it. */
abstract class CachedLoadFixture {

  static final Instant WRITTEN = Instant.parse("2026-01-05T08:00:00Z");

  @TempDir Path directory;
  final Scheduler scheduler = Schedulers.newBoundedElastic(2, 20_000, "cache-test");
  Instant now = WRITTEN.plusSeconds(60);
  long nanos;
  LoadCache<Text> cache;
  FakeReader reader = new FakeReader();

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

  static CacheOptions options(boolean stamps) {
    return new CacheOptions(20, 1 << 20, Duration.ofSeconds(10), stamps);
  }

  LoadCache<Text> cache(CacheOptions options) {
    return new LoadCache<>(options, Text::retention, Text::retainedBytes, () -> now, () -> nanos);
  }

  Mono<Text> ask(ByteSource source) {
    return reader.load(cache, "options", source, scheduler);
  }

  Mono<Text> ask(Path file) {
    return ask(ByteSource.of(file));
  }

  Mono<Text> ask(String text) {
    return ask(ByteSource.of("", text.getBytes(UTF_8)));
  }

  Path file(String text) throws IOException {
    return write(directory.resolve("flow.json"), text);
  }

  /** Writes a file in place that says it was written at {@link #WRITTEN}. */
  static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
  }

  static void assertGives(Mono<Text> ask, String text) {
    StepVerifier.create(ask.map(Text::text)).expectNext(text).verifyComplete();
  }

  static ByteSource bytes(String text) {
    return ByteSource.of("", text.getBytes(UTF_8));
  }
}
