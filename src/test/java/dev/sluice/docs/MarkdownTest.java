package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.docs.Markdown.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documents refer to is there and is as they say. */
class MarkdownTest {

  private static final List<Path> SNIPPETS =
      List.of(
          Path.of("src/test/java/dev/sluice/docs/SnippetsTest.java"),
          Path.of("src/test/java/dev/sluice/docs/ServerSnippetsTest.java"),
          Path.of("src/test/java/dev/sluice/graph/ExampleRunnerTest.java"),
          Path.of("src/test/java/dev/sluice/config/SubscriberContextTest.java"));
  private static final String NOTE = "snippet: ";

  @Test
  void javaBlocks_areTheSnippetsThatAreRun() throws IOException {
    Map<String, String> regions = regions();
    List<String> used = new ArrayList<>();
    for (Markdown document : Markdown.all()) {
      for (Block block : document.blocks()) {
        if (block.language().equals("java")) {
          assertThat(block.note()).as("comment before a block").startsWith(NOTE);
          String name = block.note().substring(NOTE.length());
          assertThat(block.text()).as(name).isEqualTo(regions.get(name));
          used.add(name);
        }
      }
    }
    assertThat(used).containsExactlyInAnyOrderElementsOf(regions.keySet());
  }

  @Test
  void links_leadToFilesAndHeadings() throws IOException {
    for (Markdown document : Markdown.all()) {
      for (String link : document.links()) {
        String[] parts = link.split("#", 2);
        Path target =
            parts[0].isEmpty() ? document.file() : document.file().resolveSibling(parts[0]);
        assertThat(target).as("%s in %s", link, document.file()).exists();
        if (parts.length == 2) {
          assertThat(Markdown.read(target).anchors()).as(link).contains(parts[1]);
        }
      }
    }
  }

  /** The text of each region of the snippets, moved to the left margin. */
  private static Map<String, String> regions() throws IOException {
    Map<String, String> regions = new LinkedHashMap<>();
    String name = "";
    List<String> lines = List.of();
    List<String> sources = new ArrayList<>();
    for (Path source : SNIPPETS) {
      sources.addAll(Files.readAllLines(source));
    }
    for (String line : sources) {
      String bare = line.strip();
      if (bare.startsWith("// region ")) {
        name = bare.substring("// region ".length());
        lines = new ArrayList<>();
      } else if (bare.equals("// endregion")) {
        assertThat(regions.put(name, dedented(lines))).as("second region " + name).isNull();
        lines = List.of();
        name = "";
      } else if (!name.isEmpty()) {
        lines.add(line);
      }
    }
    return regions;
  }

  private static String dedented(List<String> lines) {
    String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    return text.stripTrailing().stripIndent().strip() + "\n";
  }
}
