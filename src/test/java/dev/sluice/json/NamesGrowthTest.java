package dev.sluice.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Names need work in proportion to their bytes, however many and long they are. It is counted in
 * bytes allocated, which depend on neither the machine nor its load.
 */
class NamesGrowthTest {

  private static final int CHUNK = 8 * 1024;
  private static final Limits LIMITS =
      Limits.untrusted().with(Limit.TOKENS, Long.MAX_VALUE).with(Limit.NESTING, 1_000);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({"2000,990", "40000,50", "40,50000", "200000,1"})
  void next_differentNames_allocateInProportionToTheirBytes(int count, int length) {
    byte[] document = document(count, length);

    assertThat(allocated(() -> whole(document))).isLessThan(30L * document.length);
    assertThat(allocated(() -> chunked(document))).isLessThan(40L * document.length);
  }

  @Test
  void next_namesThatAreForgotten_areReadAsTheyAre() {
    String inner = "{\"%s\":[true,{\"x\":\"s\",\"y\":1.5}],\"ü%<s\":null,\"z\":{\"%<s\":-2}}";
    byte[] document =
        IntStream.range(0, 4_000)
            .mapToObj(i -> inner.formatted("n".repeat(200) + i))
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(UTF_8);
    List<Object> whole = new ArrayList<>();
    List<Object> chunked = new ArrayList<>();
    try (JsonTokens tokens = JsonTokens.whole(ByteBuffer.wrap(document), LIMITS)) {
      for (int next = tokens.next(); next != JsonTokens.END; next = tokens.next()) {
        note(tokens, next, whole);
      }
    }
    try (JsonTokens tokens = JsonTokens.chunked(LIMITS)) {
      read(tokens, document, chunked);
    }

    assertThat(chunked).isEqualTo(whole);
    assertThat(whole).hasSize(2 * (2 + 4_000 * 19));
    assertThat(whole.get(whole.size() - 1)).isEqualTo(document.length - 1L);
  }

  private static void note(JsonTokens tokens, int next, List<Object> noted) {
    noted.add(
        next == JsonTokens.NAME
            ? tokens.name()
            : next == JsonTokens.DECIMAL || next == JsonTokens.INTEGER ? tokens.number() : next);
    noted.add(tokens.offset());
    if (next == JsonTokens.START_OBJECT) {
      tokens.mark();
    }
  }

  private static void read(JsonTokens tokens, byte[] document, List<Object> noted) {
    for (int from = 0; from < document.length; from += CHUNK) {
      tokens.feed(ByteBuffer.wrap(document, from, Math.min(CHUNK, document.length - from)));
      for (int next = tokens.next(); next != JsonTokens.NEED_INPUT; next = tokens.next()) {
        note(tokens, next, noted);
      }
    }
    tokens.end();
    while (tokens.next() != JsonTokens.END) {
      throw new AssertionError("a token behind the end");
    }
  }

  private static void whole(byte[] document) {
    try (JsonTokens tokens = JsonTokens.passing(ByteBuffer.wrap(document), LIMITS)) {
      int next = tokens.next();
      while (next != JsonTokens.END) {
        next = tokens.next();
      }
    }
  }

  private static void chunked(byte[] document) {
    try (JsonTokens tokens = JsonTokens.passing(LIMITS)) {
      for (int from = 0; from < document.length; from += CHUNK) {
        tokens.feed(ByteBuffer.wrap(document, from, Math.min(CHUNK, document.length - from)));
        int next = tokens.next();
        while (next != JsonTokens.NEED_INPUT) {
          next = tokens.next();
        }
      }
    }
  }

  private static byte[] document(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + "k".repeat(length) + i + "\":1")
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(UTF_8);
  }

  /** The least of some runs: the first ones load classes. */
  private static long allocated(Runnable work) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
