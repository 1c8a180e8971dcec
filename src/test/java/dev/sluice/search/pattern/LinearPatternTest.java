package dev.sluice.search.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.search.pattern.LinearPattern.Span;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {

  @Test
  void regex_randomExpressions_findWhatTheJdkFinds() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String expression = expression(random, 3);
      String text = text(random);

      assertThat(LinearPattern.regex(expression).find(text))
          .as("%s in %s", expression, text)
          .isEqualTo(found(Pattern.compile(expression), text));
    }
  }

  private static Optional<Span> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? Optional.of(new Span(matcher.start(), matcher.end()))
        : Optional.empty();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    random.ints(random.nextInt(12), 0, 5).forEach(next -> text.append("abA_ ".charAt(next)));
    return text.toString();
  }

  private static String expression(Random random, int depth) {
    String atom =
        switch (random.nextInt(depth == 0 ? 7 : 10)) {
          case 0 -> "a";
          case 1 -> "b";
          case 2 -> ".";
          case 3 -> "[ab_]";
          case 4 -> "[^a]";
          case 5 -> "\\w";
          case 6 -> "\\b";
          case 7 -> "(" + expression(random, depth - 1) + ")";
          case 8 ->
              "(?:" + expression(random, depth - 1) + "|" + expression(random, depth - 1) + ")";
          default -> "(?i:" + expression(random, depth - 1) + ")";
        };
    // a repetition of what can be empty ends earlier in the JDK, and this is not compared
    boolean single = atom.length() == 1 || atom.startsWith("[") || atom.equals("\\w");
    String quantifier =
        single
            ? new String[] {"", "", "*", "+", "?", "{2}", "{1,3}", "*?", "+?"}[random.nextInt(9)]
            : "";
    String rest = random.nextInt(3) == 0 ? expression(random, Math.max(0, depth - 1)) : "";
    return atom + quantifier + rest;
  }

  @ParameterizedTest
  @CsvSource({
    "^https?://, https://x, 0, 8",
    "\\d{2}$, a12, 1, 3",
    "(?i)ÄB, xäb, 1, 3",
    "\\Qa.b\\E+, a.bb, 0, 4",
    "{{total}}, a {{total}}, 2, 11",
    "\\p{Lu}, aB, 1, 2",
    "(?<name>a|b)c, xbc, 1, 3",
    "\\x41\\u0042, AB, 0, 2",
    "[\\]x-], x-, 0, 1",
    "[^\\d], 1a, 1, 2"
  })
  void regex_syntax_isThatOfJava(String expression, String text, int from, int to) {
    assertThat(LinearPattern.regex(expression).find(text)).contains(new Span(from, to));
  }

  @Test
  void regex_nestedRepetitions_takeLinearTime() {
    LinearPattern pattern = LinearPattern.regex("(a*)*(a|aa)+$");
    String text = "a".repeat(100_000) + "b";

    assertThat(pattern.isIn(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a(b;1;`the ( is not closed; write \\( for the character`",
        "ab);2;`the ) has no opening parenthesis; write \\) for the character`",
        "[ab;0;`the [ is not closed; write \\[ for the character`",
        "(a)\\1;3;`back-references are not supported`",
        "x(?=a);1;`look-around and flags other than i, m and s are not supported; found \"=\"`",
        "a*+;2;`possessive quantifiers are not supported, and not needed, because matching never"
            + " backtracks`",
        "*a;0;`nothing comes before the *; write \\* for the character`",
        "a{3,1};1;`a repetition must be an ascending range of at most 1000`",
        "\\y;0;`the escape \\y is not supported`",
        "((a{100}){100}){100};0;the pattern is too large: with its repetitions it has more than"
            + " 2000 steps"
      })
  void regex_fault_isShownWithItsPosition(String expression, int position, String message) {
    assertThatThrownBy(() -> LinearPattern.regex(expression))
        .isInstanceOfSatisfying(
            InvalidPatternException.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "ab[c;2;`the [ is not closed; write \\[ for the character`",
        "a{b,c;1;`the { is not closed; write \\{ for the character`",
        "a[xz-a];3;the range is in descending order"
      })
  void glob_fault_isShownWithItsPosition(String glob, int position, String message) {
    assertThatThrownBy(() -> LinearPattern.glob(glob))
        .isInstanceOfSatisfying(
            InvalidPatternException.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "Click*, clickelementnode, true",
    "Click*, DoubleClick, false",
    "?b, ab, true",
    "[a-c]x, Bx, true",
    "[!a]x, ax, false",
    "'{a,b*}c', bbc, true",
    "'{{x}}', '{{X}}', true",
    "'{{x', '{{X', true",
    "\\*, a, false",
    "a\\*, a*, true"
  })
  void glob_wholeText_ignoresCase(String glob, String text, boolean found) {
    assertThat(LinearPattern.glob(glob).isIn(text)).isEqualTo(found);
    assertThat(LinearPattern.glob(glob).isIn(text.toUpperCase(Locale.ROOT))).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/x.json", "a/b/x.json", "a/b/c/x.json"})
  void pathGlob_twoStars_matchAnyDirectories(String path) {
    assertThat(LinearPattern.pathGlob("a/**/x.json").isIn(path)).isTrue();
    assertThat(LinearPattern.pathGlob("a/*/x.json").isIn(path))
        .isEqualTo(path.equals("a/b/x.json"));
  }
}
