package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final Pattern ROW = Pattern.compile("\\| ([JDRCFH]\\d+) \\|.*\\| ([^|]*) \\|");
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:[A-Z][a-z0-9]+)+(?:Test|IT|Soak|Race|Control|Interleavings|Verification)\\b");

  /** How many hazards there are of each kind. */
  private static final Map<String, Integer> KINDS =
      Map.of("J", 13, "D", 12, "R", 13, "C", 9, "F", 11, "H", 12);

  @Test
  void hazards_allKinds_haveARowWithATestEach() throws IOException {
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        ids.add(row.group(1));
        assertThat(NAMED.matcher(row.group(2)).find()).as("a test in %s", line).isTrue();
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
  void tests_namedOnThePages_exist() throws IOException {
    Set<String> named = new HashSet<>();
    for (Path page : List.of(PAGE, SECURITY)) {
      Matcher name = NAMED.matcher(Files.readString(page));
      while (name.find()) {
        named.add(name.group());
      }
    }

    assertThat(named).hasSizeGreaterThan(60);
    assertThat(classes()).containsAll(named);
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
  }
}
