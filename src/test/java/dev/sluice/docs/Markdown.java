package dev.sluice.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A document of the project, as far as the tests need to understand it. */
record Markdown(Path file, List<String> lines) {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  /**
   * A fenced block.
   *
   * @param language what stands after the fence
   * @param note the comment in the line before, without its marks; empty if there is none
   * @param text the lines between the fences, each with its end
   */
  record Block(String language, String note, String text) {}

  static Markdown read(Path file) throws IOException {
    return new Markdown(file, Files.readAllLines(file));
  }

  /** README.md and everything in docs. */
  static List<Markdown> all() throws IOException {
    List<Markdown> all = new ArrayList<>();
    all.add(read(Path.of("README.md")));
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        all.add(read(file));
      }
    }
    return all;
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        String language = lines.get(i).substring(3);
        String before = i == 0 ? "" : lines.get(i - 1);
        String note = before.startsWith("<!--") ? before.substring(4, before.length() - 3) : "";
        StringBuilder text = new StringBuilder();
        for (i++; !lines.get(i).equals("```"); i++) {
          text.append(lines.get(i)).append('\n');
        }
        blocks.add(new Block(language, note.strip(), text.toString()));
      }
    }
    return blocks;
  }

  /** The part under a heading of the second level, up to the next one. */
  Markdown section(String title) {
    int from = lines.indexOf("## " + title);
    int to = from + 1;
    while (to < lines.size() && !lines.get(to).startsWith("## ")) {
      to++;
    }
    return new Markdown(file, lines.subList(from, to));
  }

  List<String> titles() {
    return lines.stream()
        .filter(line -> line.startsWith("## "))
        .map(line -> line.substring(3))
        .toList();
  }

  /** The targets of links that lead to files of the project or to places in this one. */
  Set<String> links() {
    Set<String> links = new TreeSet<>();
    for (String line : prose()) {
      Matcher matcher = LINK.matcher(line);
      while (matcher.find()) {
        if (!matcher.group(1).contains("://")) {
          links.add(matcher.group(1));
        }
      }
    }
    return links;
  }

  /** The anchors of the headings, as they are made on the usual sites. */
  Set<String> anchors() {
    return prose().stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private List<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (!fenced) {
        prose.add(line);
      }
    }
    return prose;
  }
}
