package dev.sluice.scan.ignore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a.json      | a.json        | true",
        "a.json      | x/a.json      | true",
        "/a.json     | a.json        | true",
        "/a.json     | x/a.json      | false",
        "x/a.json    | x/a.json      | true",
        "x/a.json    | y/x/a.json    | false",
        "*.json      | x/a.json      | true",
        "x/*.json    | x/a.json      | true",
        "x/*.json    | x/y/a.json    | false",
        "**/a        | a             | true",
        "**/a        | x/y/a         | true",
        "x/**        | x/a           | true",
        "x/**        | x/y/a         | true",
        "x/**        | x             | false",
        "x/**/a      | x/a           | true",
        "x/**/a      | x/y/z/a       | true",
        "x/**/a      | y/a           | false",
        "x**a/b      | xyza/b        | true",
        "x**a/b      | xy/za/b       | false",
        "**          | x/a           | true",
        "[/a]        | a             | true",
        "[/a]        | x/a           | false",
        "a?c         | abc           | true",
        "a?c         | a😀c          | true",
        "a?c         | ac            | false",
        "[a-c]x      | bx            | true",
        "[!a-c]x     | bx            | false",
        "[^a-c]x     | dx            | true",
        "[]a]x       | ]x            | true",
        "[a-]x       | -x            | true",
        "[\\]]x      | ]x            | true",
        "[[:digit:]] | 7             | true",
        "[[:digit:]] | a             | false",
        "[[:digits:]]| 7             | false",
        "[[:]        | :             | true",
        "[ab         | a             | false",
        "a\\*b       | a*b           | true",
        "a\\*b       | axb           | false",
        "\\#a        | #a            | true",
        "\\!a        | !a            | true",
        "a\\         | a\\           | false",
        "//a         | a             | false",
        "a//b        | a/b           | false",
        "A           | a             | false",
        "/           | a             | false",
      })
  void ignores_oneFilePattern_asGitDoes(String pattern, String path, boolean ignored) {
    assertThat(isIgnored(pattern, path)).isEqualTo(ignored);
  }

  @Test
  void ignores_patternWithSlashAtItsEnd_directoriesOnly() {
    IgnoreRules rules = IgnoreRules.parse("build/");

    assertThat(rules.ignores(List.of("x", "build"), 0, true)).contains(true);
    assertThat(rules.ignores(List.of("x", "build"), 0, false)).isEmpty();
  }

  @Test
  void ignores_severalRules_theLastThatMatchesDecides() {
    assertThat(isIgnored("*.json\n!keep.json", "keep.json")).isFalse();
    assertThat(isIgnored("!keep.json\n*.json", "keep.json")).isTrue();
  }

  @Test
  void ignores_rulesThenOthers_theOthersDecide() {
    IgnoreRules rules = IgnoreRules.parse("a").then(IgnoreRules.parse("!a"));

    assertThat(rules.ignores(List.of("a"), 0, false)).contains(false);
  }

  @Test
  void ignores_pathBelowTheDirectoryOfTheFile_isMatchedFromThere() {
    assertThat(IgnoreRules.parse("/a").ignores(List.of("x", "a"), 1, false)).contains(true);
  }

  @Test
  void parse_commentsBlanksByteOrderMarkAndCarriageReturns_areNoPartOfPatterns() {
    String text = "\uFEFFa\r\n\r\n# b\r\nc  \nd\\ \n";

    assertThat(isIgnored(text, "a")).isTrue();
    assertThat(isIgnored(text, "# b")).isFalse();
    assertThat(isIgnored(text, "c")).isTrue();
    assertThat(isIgnored(text, "d ")).isTrue();
    assertThat(isIgnored(text, "d")).isFalse();
  }

  /** Each is read and matched without nesting, in a time that the lengths bound. */
  @ParameterizedTest
  @MethodSource
  @Timeout(20)
  void ignores_patternOfAnyLength_answers(String pattern, String path, boolean ignored) {
    assertThat(isIgnored(pattern, path)).isEqualTo(ignored);
  }

  static Stream<Arguments> ignores_patternOfAnyLength_answers() {
    String name = "a".repeat(255);
    return Stream.of(
        arguments("[" + "ab".repeat(30_000) + "c]", "c", true),
        arguments("[!" + "ab".repeat(30_000) + "c]", "c", false),
        arguments("[" + "a-b".repeat(20_000) + "]", "b", true),
        arguments("[" + "[:digit:]".repeat(7_000) + "]", "7", true),
        arguments("[[:" + "[:".repeat(30_000) + "x]", ":", true),
        arguments("[[:" + "[:".repeat(30_000), ":", false),
        arguments("[".repeat(60_000), "[", false),
        arguments("[a]".repeat(20_000), name, false),
        arguments("*a".repeat(30_000) + "b", name, false),
        arguments("*".repeat(60_000) + "b", name, false),
        arguments("**/".repeat(20_000) + "b", "a/".repeat(60) + "b", true),
        arguments("**/a/".repeat(12_000) + "b", "a/".repeat(60) + "c", false),
        arguments("\\[".repeat(30_000), "[", false),
        arguments("!".repeat(60_000), "!", false));
  }

  @Test
  void ignores_rangesThatOverlapTouchOrDescend_matchTheirCharactersOnly() {
    String rules = "[d-fa-be-gz-yc]";

    assertThat("abcdefgz".chars().mapToObj(Character::toString))
        .allMatch(name -> isIgnored(rules, name));
    assertThat(Stream.of("`", "h", "y", "{")).noneMatch(name -> isIgnored(rules, name));
  }

  private static boolean isIgnored(String rules, String path) {
    return IgnoreRules.parse(rules).ignores(List.of(path.split("/", -1)), 0, false).orElse(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\n*.json\r\n", "a\n*.json\r", "a\n*.json"})
  void parse_anyLineEnd_isNoPartOfThePattern(String text) {
    assertThat(IgnoreRules.parse(text).ignores(List.of("b.json"), 0, false)).contains(true);
  }
}
