package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How the files of the page refer to each other. */
class PageFilesTest {

  private static final Path PAGE = Path.of("src/main/resources/dev/sluice/web/page");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*from '\\./([\\w.-]+)';");
  private static final Pattern LATER = Pattern.compile("import\\('\\./([\\w.-]+)'\\)");
  private static final Pattern PRELOAD = Pattern.compile("modulepreload\" href=\"([^\"]+)\"");
  private static final Pattern REST = Pattern.compile("(?s)<template id=\"rest\">(.*)</template>");

  private static List<String> matches(Pattern pattern, String file) throws IOException {
    return groups(pattern, Files.readString(PAGE.resolve(file)));
  }

  private static List<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }

  private static void collect(String module, Set<String> found) throws IOException {
    if (found.add(module)) {
      for (String imported : matches(IMPORT, module)) {
        collect(imported, found);
      }
    }
  }

  private static Set<String> from(String module) throws IOException {
    Set<String> found = new TreeSet<>();
    collect(module, found);
    return found;
  }

  /** Otherwise the browser finds out about each only when it has read the one before. */
  @Test
  void modules_ofTheList_arePreloaded() throws IOException {
    Set<String> needed = from("start.js");
    needed.remove("start.js"); // the page has it as a script

    String page = REST.matcher(Files.readString(PAGE.resolve("index.html"))).replaceFirst("");
    assertThat(groups(PRELOAD, page)).containsExactlyInAnyOrderElementsOf(needed);
    assertThat(needed).hasSizeLessThan(10);
  }

  @Test
  void modules_ofTheRest_arePreloadedTogetherAfterTheList() throws IOException {
    Set<String> needed = from("main.js");
    needed.removeAll(from("start.js"));

    String rest = matches(REST, "index.html").get(0);
    assertThat(groups(PRELOAD, rest)).containsExactlyInAnyOrderElementsOf(needed);
  }

  @Test
  void modules_areAllUsed() throws IOException {
    Set<String> used = from("start.js");
    for (String later : matches(LATER, "start.js")) {
      collect(later, used);
    }
    used.addAll(List.of("early.js", "theme.js")); // classic scripts

    try (var files = Files.list(PAGE)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".js"))
          .containsExactlyInAnyOrderElementsOf(used);
    }
  }
}
