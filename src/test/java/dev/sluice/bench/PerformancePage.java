package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes what was measured into a page, between {@code <!-- measured: name -->} and {@code <!-- end
 * -->}, and its pictures into the directory {@code images} beside it.
 *
 * @param page the Markdown file
 */
record PerformancePage(Path page) {

  /** Whether the page has a place for something under a name. */
  boolean has(String name) throws IOException {
    return Files.readString(page).contains(marker(name));
  }

  private static String marker(String name) {
    return "<!-- measured: " + name + " -->";
  }

  /** Replaces what the page holds under a name. */
  void write(String name, String text) throws IOException {
    String marker = marker(name);
    Pattern section = Pattern.compile(Pattern.quote(marker) + "\n.*?<!-- end -->", Pattern.DOTALL);
    Matcher place = section.matcher(Files.readString(page));
    if (!place.find()) {
      throw new IOException(page + " has no line " + marker + " with <!-- end --> behind it");
    }
    Files.writeString(
        page, place.replaceFirst(Matcher.quoteReplacement(marker + "\n" + text + "<!-- end -->")));
  }

  /** Writes the tables and pictures of each kind of document. */
  void write(Map<String, Measured> kinds) throws IOException {
    Path images = Files.createDirectories(page.resolveSibling("images"));
    for (Map.Entry<String, Measured> kind : kinds.entrySet()) {
      StringBuilder text = new StringBuilder(circumstances() + "\n" + kind.getValue().tables());
      for (Map.Entry<String, BarPicture> picture : kind.getValue().pictures().entrySet()) {
        if (isShown(picture.getKey())) {
          String file = "bars-" + picture.getKey() + ".svg";
          Files.writeString(images.resolve(file), picture.getValue().svg());
          text.append("\n![").append(picture.getValue().title()).append("](images/");
          text.append(file).append(")\n");
        }
      }
      write(kind.getKey(), text.toString());
    }
  }

  /** A picture for a medium and a large document; one for each size would be a wall of bars. */
  private static boolean isShown(String document) {
    return document.endsWith("-50") || document.endsWith("-1000");
  }

  private static String circumstances() {
    return String.format(
        Locale.ROOT,
        "Java %s, %s, %d processors.%n",
        System.getProperty("java.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors());
  }
}
