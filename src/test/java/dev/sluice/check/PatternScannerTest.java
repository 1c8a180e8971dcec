package dev.sluice.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.SecurityPolicy;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes and characters are searched in different ways, with the same result. */
class PatternScannerTest {

  static Stream<SecurityPolicy> policies() {
    return Stream.of(
        SecurityPolicy.standard(),
        SecurityPolicy.off(),
        new SecurityPolicy(List.of("\u0000", "\u007f"), Set.of()),
        new SecurityPolicy(List.of("(", ")", "[", "]", "{", "}"), Set.of()),
        new SecurityPolicy(List.of("kelvin"), Set.of()));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void mayMatch_bytesAndCharacters_agree(SecurityPolicy policy) {
    PatternScanner scanner = new PatternScanner(policy);
    Random random = new Random(1);
    int matches = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] text = "x".repeat(random.nextInt(40)).getBytes(ISO_8859_1);
      for (int i = random.nextInt(3); i > 0 && text.length > 0; i--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(128);
      }
      int from = random.nextInt(text.length + 1);
      int to = from + random.nextInt(text.length - from + 1);
      boolean expected =
          scanner.mayMatch(new String(text, ISO_8859_1).toCharArray(), from, to - from);
      assertThat(scanner.mayMatch(text, from, to))
          .as(new String(text, ISO_8859_1))
          .isEqualTo(expected);
      matches += expected ? 1 : 0;
    }
    assertThat(matches > 0).isEqualTo(!policy.patterns().isEmpty());
  }
}
