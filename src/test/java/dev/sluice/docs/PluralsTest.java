package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.text.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No message says "1 bytes": numbers of things are put together by {@link Quantity}. */
class PluralsTest {

  private static final String NOUNS =
      "(bytes|files|nodes|connections|characters|findings|entries|keys|members|levels|values"
          + "|elements|frames|tokens|documents|variables|errors|warnings|infos|inputs|matches"
          + "|milliseconds|seconds|rounds|types|ports|lines|directories|steps|changes|references"
          + "|loads|ids|places|workflows|compressed frames|more findings)\\b";

  /** A plural after a number that is put together with it, or its choice by hand. */
  private static final Pattern BY_HAND =
      Pattern.compile(
          "[\\w)]\\s*\\+\\s*\" "
              + NOUNS
              + "|%,?d "
              + NOUNS
              + "|== 1 \\? \"[^\"]*\" : \" ?"
              + NOUNS
              + "|\"\" : \"s\"");

  /** Numbers that cannot be 1, and programming errors of this library's own code. */
  private static final Set<String> NEVER_ONE =
      Set.of(
          "value/ShapedMap.java",
          "value/IdMap.java",
          "text/EditDistance.java",
          "text/Secrets.java",
          "testkit/EventVerifier.java",
          "lint/ValueRules.java",
          "lint/OptInRules.java",
          "search/pattern/PatternProgram.java",
          "git/GitTool.java", // a fixed maximum
          "cli/StatsCommand.java", // of the catalog
          "search/QueryParser.java");

  @Test
  void sources_numbersOfThings_arePutTogetherInOnePlace() throws IOException {
    Path root = Path.of("src/main/java/dev/sluice");
    List<String> found = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(root)) {
      for (Path file : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        Matcher matcher = BY_HAND.matcher(Files.readString(file));
        while (matcher.find() && !NEVER_ONE.contains(name) && !name.equals("text/Quantity.java")) {
          found.add(name + ": " + matcher.group());
        }
      }
    }

    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"more than \" + bound + \" bytes\"",
        "\"%,d nodes%n\"",
        "(count == 1 ? \" node\" : \" nodes\")",
        "(count == 1 ? \"\" : \"s\")"
      })
  void byHand_isFound(String source) {
    assertThat(BY_HAND.matcher(source).find()).isTrue();
  }

  @Test
  void quantity_oneAndMany_haveTheirNouns() {
    assertThat(Quantity.of(1, "byte")).isEqualTo("1 byte");
    assertThat(Quantity.of(0, "byte")).isEqualTo("0 bytes");
    assertThat(Quantity.of(2_000, "entry", "entries")).isEqualTo("2000 entries");
    assertThat(Quantity.grouped(1, "match", "matches")).isEqualTo("1 match");
    assertThat(Quantity.grouped(2_000, "file")).isEqualTo("2,000 files");
  }
}
