package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages about reliability and security name tests and versions that exist. */
class ReliabilityPageTest {

  private static final Path PAGE = Path.of("docs/reliability.md");
  private static final Path SECURITY = Path.of("docs/SECURITY.md");
  private static final Pattern ROW =
      Pattern.compile("\\| ([JDRCFH]\\d+) \\|[^|]+\\|[^|]+\\| ([^|]*) \\| ([^|]*) \\|");
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:[A-Z][a-z0-9]+)+(?:Test|IT|Soak|Race|Control|Interleavings|Verification)\\b");

  /** The end of a name by which the page finds the command of a test, such as Race. */
  private static final Pattern KIND = Pattern.compile("[A-Z][a-z]+$");

  private static final Pattern COMMAND_OF_KIND =
      Pattern.compile("\\| `\\*([A-Z][a-z]+)` \\| `mvn .*-P(\\w+) .*NAME.*` \\|");

  private static final String COMMAND = "mvn -B test -Dtest=";

  /** How many hazards there are of each kind. */
  private static final Map<String, Integer> KINDS =
      Map.of("J", 13, "D", 12, "R", 13, "C", 9, "F", 11, "H", 12);

  @Test
  void hazards_allKinds_haveARowWithAFigureAndATestEach() throws IOException {
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        ids.add(row.group(1));
        assertThat(row.group(2)).as("the figure in %s", line).isNotBlank();
        assertThat(names(row.group(3))).as("a test in %s", line).isNotEmpty();
      }
    }

    List<String> expected =
        KINDS.entrySet().stream()
            .flatMap(
                kind -> IntStream.rangeClosed(1, kind.getValue()).mapToObj(i -> kind.getKey() + i))
            .toList();
    assertThat(ids).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void hazards_ofEachTable_haveTheirTestsInTheCommandAfterIt() throws IOException {
    int tables = 0;
    for (String section : Files.readString(PAGE).split("\n##+ ", -1)) {
      Set<String> tests = new HashSet<>();
      section
          .lines()
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .forEach(row -> tests.addAll(names(row.group(3))));
      tests.removeIf(name -> !name.endsWith("Test"));
      if (!tests.isEmpty()) {
        tables++;
        assertThat(section).contains("```sh\n" + COMMAND);
        String command = section.substring(section.indexOf(COMMAND)).replace("\\\n", "");
        assertThat(command.substring(COMMAND.length(), command.indexOf("\n")).split(",", -1))
            .containsExactlyInAnyOrderElementsOf(tests);
      }
    }
    assertThat(tables).isEqualTo(KINDS.size());
  }

  @Test
  void hazards_testsOfProfiles_haveACommandForTheEndOfTheirNames() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    Set<String> kinds = new HashSet<>(Set.of("Test"));
    Set<String> used = new HashSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher command = COMMAND_OF_KIND.matcher(line);
      if (command.matches()) {
        kinds.add(command.group(1));
        assertThat(pom).contains("<id>" + command.group(2) + "</id>");
      }
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        names(row.group(3)).stream()
            .map(KIND::matcher)
            .filter(Matcher::find)
            .forEach(kind -> used.add(kind.group()));
      }
    }
    assertThat(kinds).isEqualTo(used);
  }

  @Test
  void tests_namedOnThePages_exist() throws IOException {
    Set<String> named = new HashSet<>();
    for (Path page : List.of(PAGE, SECURITY)) {
      named.addAll(names(Files.readString(page)));
    }

    assertThat(named).hasSizeGreaterThan(60);
    assertThat(classes()).containsAll(named);
  }

  /** The names of tests in a text. */
  private static Set<String> names(String text) {
    return NAMED.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static Set<String> classes() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src"))) {
      return sources
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void libraries_inTheSecurityPolicy_haveTheVersionsOfTheBuild() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String policy = Files.readString(SECURITY);

    Map<String, String> libraries =
        Map.of(
            "java-diff-utils", "java-diff-utils.version",
            "slf4j-api", "slf4j.version",
            "jackson-core", "jackson.version",
            "zstd-jni", "zstd.version",
            "reactor-core", "reactor.version",
            "reactor-netty-http", "reactor-netty.version",
            "caffeine", "caffeine.version",
            "picocli", "picocli.version");
    libraries.forEach(
        (library, property) -> {
          String version = pom.replaceAll("(?s).*<" + property + ">(.*?)</.*", "$1");
          assertThat(policy).contains("| " + library + " | " + version + " |");
        });
    String netty = Version.identify().get("netty-codec-http").artifactVersion();
    assertThat(policy).contains("| netty | " + netty + " |");
  }
}
