package dev.sluice.cli;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/cli.md shows is what the program prints, and what it describes is there. */
class CliPageTest {

  private static final Pattern CONSOLE =
      Pattern.compile("(?ms)^```console\n\\$ sluice ([^\n]*)\n(.*?)^```$");
  private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\n]*)\n(.*?)(?=^## |\\z)");
  private static final Pattern DURATION = Pattern.compile("\\b[0-9.]+ m?s\\b");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");
  private static final Set<String> GENERAL = Set.of("What to do", "Common rules");
  private static final Set<String> OF_ALL_COMMANDS = Set.of("--help", "--version");

  private static String page() throws IOException {
    return Files.readString(Path.of("docs", "cli.md"));
  }

  static List<MatchResult> consoles() throws IOException {
    return CONSOLE.matcher(page()).results().toList();
  }

  @ParameterizedTest
  @MethodSource("consoles")
  void command_prints_whatThePageShows(MatchResult console) {
    CliRun run = CliRun.of((Object[]) console.group(1).split(" ", -1));

    assertThat(withoutTimes(run.out() + run.err())).isEqualTo(withoutTimes(console.group(2)));
  }

  private static String withoutTimes(String text) {
    return DURATION.matcher(text).replaceAll("1 s");
  }

  @Test
  void sections_areTheCommands() throws IOException {
    Set<String> commands =
        CliRun.of("--help")
            .out()
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .takeWhile(line -> !line.isEmpty())
            .filter(line -> line.matches(" {2}\\w.*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .collect(toCollection(TreeSet::new));

    commands.removeAll(Set.of("generate-completion", "generate-man-page", "help"));
    Set<String> sections = new TreeSet<>(sections().keySet());
    sections.removeAll(GENERAL);
    assertThat(sections).containsExactlyInAnyOrderElementsOf(commands);
  }

  @Test
  void sections_nameTheOptionsOfTheirCommands() throws IOException {
    String page = page();
    Set<String> common = options(page.substring(0, page.indexOf("\n## load\n")));
    common.addAll(OF_ALL_COMMANDS);
    Map<String, String> commands = sections();
    commands.keySet().removeAll(GENERAL);
    for (Map.Entry<String, String> section : commands.entrySet()) {
      Set<String> offered = options(CliRun.of(section.getKey(), "--help").out());
      Set<String> named = options(section.getValue());

      named.addAll(common);
      assertThat(named).as(section.getKey()).containsAll(offered);
    }
  }

  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    SECTION
        .matcher(page())
        .results()
        .forEach(match -> sections.put(match.group(1), match.group(2)));
    return sections;
  }

  private static Set<String> options(String text) {
    return OPTION
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(toCollection(TreeSet::new));
  }
}
