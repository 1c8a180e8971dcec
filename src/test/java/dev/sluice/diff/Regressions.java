package dev.sluice.diff;

import dev.sluice.support.PercentText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Minimised subjects of divergences that have been found, one in a line as {@link Minimiser#text}
 * writes it; lines that begin with a hash sign say what was wrong.
 */
final class Regressions {

  private static final Path FILE =
      Path.of("src", "test", "resources", "dev", "sluice", "diff", "regressions.txt");

  private Regressions() {}

  static List<Subject> all() {
    try (var lines = Files.lines(FILE)) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Regressions::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Subject parse(String line) {
    String[] fields = line.split(" ", -1);
    int[] cuts =
        Arrays.stream(fields[1].substring(1, fields[1].length() - 1).split(","))
            .filter(cut -> !cut.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    return new Subject(PercentText.bytes(fields[2]), fields[0].equals("packed"), cuts);
  }
}
