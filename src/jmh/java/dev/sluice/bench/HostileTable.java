package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows of a table of {@link HostileCost}, each kept in a file as soon as it is measured, so
 * that a run that was stopped continues where it was.
 */
final class HostileTable {

  private final List<String> head;
  private final Optional<Path> file;
  private final List<String> rows = new ArrayList<>();

  /**
   * A table with the rows that a file has.
   *
   * @param head its first two lines
   * @param file the file, if the rows are to be kept; it need not exist
   */
  HostileTable(List<String> head, Optional<Path> file) throws IOException {
    this.head = head;
    this.file = file;
    if (file.isPresent() && Files.exists(file.get())) {
      rows.addAll(Files.readAllLines(file.get()));
    }
  }

  /** Adds the rows of the kinds that have none. */
  void measure(List<HostileDocument> kinds, Function<HostileDocument, String> measurement)
      throws IOException {
    for (HostileDocument kind : kinds) {
      String begin = begin(kind);
      if (rows.stream().noneMatch(row -> row.startsWith(begin))) {
        String row = begin + measurement.apply(kind);
        rows.add(row);
        System.out.println(row);
        if (file.isPresent()) {
          Files.writeString(
              file.get(), row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    }
  }

  private static String begin(HostileDocument kind) {
    return "| " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " |";
  }

  /** Writes the table into the section {@code hostile} of a page, in the order of the kinds. */
  void write(Path page) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("Java ").append(System.getProperty("java.version"));
    text.append(", ").append(System.getProperty("os.arch"));
    text.append(", ").append(Runtime.getRuntime().availableProcessors()).append(" processors.\n\n");
    head.forEach(line -> text.append(line).append('\n'));
    for (HostileDocument kind : HostileDocument.values()) {
      rows.stream()
          .filter(row -> row.startsWith(begin(kind)))
          .forEach(row -> text.append(row).append('\n'));
    }
    new PerformancePage(page).write("hostile", text.toString());
  }
}
