package dev.sluice.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.SecurityPolicy;
import java.util.List;
import java.util.Locale;
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

  static Stream<List<String>> patterns() {
    return Stream.of(
        SecurityPolicy.standard().patterns(),
        List.of("__a__", "_a", "a_", "__", "_"),
        List.of("aa", "a", "A_\u00e9", "\u00e9_", "\u00c9"),
        List.of("_\u00e9_", "\u00e9\u00e9"));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void find_anyText_findsTheFirstPatternOfTheList(List<String> patterns) {
    PatternScanner scanner = new PatternScanner(new SecurityPolicy(patterns, Set.of()));
    String alphabet = "__aaA\u00e9\u00c9 " + String.join("", patterns);
    Random random = new Random(2);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(
            random.nextInt(8) == 0
                ? patterns.get(random.nextInt(patterns.size()))
                : alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String lower = text.toString().toLowerCase(Locale.ROOT);
      assertThat(scanner.find(text.toString()))
          .as("%s", text)
          .isEqualTo(
              patterns.stream()
                  .filter(pattern -> lower.contains(pattern.toLowerCase(Locale.ROOT)))
                  .findFirst());
    }
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void matches_asciiBytesOfATextInOthers_findsWhatFindFinds(List<String> patterns) {
    PatternScanner scanner = new PatternScanner(new SecurityPolicy(patterns, Set.of()));
    String alphabet = "__aA (" + String.join("", patterns).replaceAll("[^ -~]", "");
    Random random = new Random(3);
    int matches = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        String pattern = patterns.get(random.nextInt(patterns.size()));
        text.append(random.nextInt(20) == 0 && pattern.matches("[ -~]*") ? pattern : "");
      }
      int from = random.nextInt(text.length() + 1);
      int to = from + random.nextInt(text.length() - from + 1);
      boolean expected = scanner.find(text.substring(from, to)).isPresent();
      assertThat(scanner.matches(text.toString().getBytes(ISO_8859_1), from, to))
          .as("%s", text.substring(from, to))
          .isEqualTo(expected);
      matches += expected ? 1 : 0;
    }
    if (patterns.stream().anyMatch(pattern -> pattern.matches("[ -~]+"))) {
      assertThat(matches).isBetween(1, 19_999);
    }
  }
}
