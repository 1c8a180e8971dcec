package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineCounterTest {

  @ParameterizedTest
  @CsvSource({
    "'', 1, 1",
    "abc, 1, 4",
    "abcdefghij, 1, 11",
    "a\\n, 2, 1",
    "a\\r, 2, 1",
    "a\\r\\n, 2, 1",
    "a\\n\\r, 3, 1",
    "\\r\\r\\n\\n, 4, 1",
    "abcdefg\\r\\nx, 2, 2",
    "abcdefgh\\nabcdefgh\\nab, 3, 3",
    "\\n\\n\\n\\n\\n\\n\\n\\n, 9, 1",
    "aé日😀b, 1, 6",
    "日本語日本語\\n日本, 2, 3",
    "a\u0085\u2028, 1, 4",
  })
  void advance_overText_countsLinesAndCodePoints(String text, int line, int column) {
    byte[] bytes = text.translateEscapes().getBytes(StandardCharsets.UTF_8);
    LineCounter counter = new LineCounter();
    counter.advance(bytes, 0, bytes.length);
    assertThat(at(counter)).isEqualTo(line + ":" + column);
  }

  @Test
  void advance_inAnySteps_countsAsByteForByte() {
    Random random = new Random(1);
    byte[] alphabet = {'a', '\n', '\r', 0x0B, 0x09, (byte) 0xC3, (byte) 0xA9, ' '};
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(140)];
      int rarity = 1 + random.nextInt(60);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = random.nextInt(rarity) == 0 ? alphabet[random.nextInt(8)] : (byte) 'x';
      }
      LineCounter slow = new LineCounter();
      for (int i = 0; i < bytes.length; i++) {
        slow.advance(bytes, i, i + 1);
      }
      int cut = random.nextInt(bytes.length + 1);
      LineCounter fast = new LineCounter();
      fast.advance(bytes, 0, cut);
      LineCounter copy = new LineCounter();
      copy.set(fast.line(), fast.column(), fast.isAfterReturn());
      copy.advance(bytes, cut, bytes.length);
      assertThat(at(copy)).as("seed 1, round %d", round).isEqualTo(at(slow));
    }
  }

  @Test
  void set_toAKnownPlace_goesOnFromThere() {
    LineCounter counter = new LineCounter();
    counter.advance(new byte[] {'\r'}, 0, 1);
    counter.set(7, 3, false);
    counter.advance(new byte[] {'a', '\n', 'b'}, 0, 3);
    assertThat(at(counter)).isEqualTo("8:2");
  }

  private static String at(LineCounter counter) {
    return counter.line() + ":" + counter.column();
  }
}
