package dev.sluice.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.cache.LoadCache.CacheOptions;
import dev.sluice.cache.LoadCache.Retention;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** How long a cache keeps values, and how many. */
class CacheLimitsTest extends CachedLoadFixture {

  @Test
  void get_valueNotToBeKept_isCreatedAgain() {
    reader = new FakeReader(text -> Mono.just(new Text(text, Retention.NONE, 1)));

    assertGives(ask("one"), "one");
    assertGives(ask("one"), "one");

    assertThat(reader.read).hasValue(2);
  }

  @Test
  void get_briefValue_isCreatedAgainAfterAWhile() {
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
  void invalidate_somethingThatIsNotADigest_isRefused() {
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
    assertGives(ask(directory.resolve("flow.json")), "one");
    assertThat(reader.opened).hasValue(3);
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
