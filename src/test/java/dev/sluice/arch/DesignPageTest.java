package dev.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of packages and of changes in docs/design.md match the code. */
class DesignPageTest {

  /** Name, purpose, imports. */
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z.]+)` \\| ([^|]+) \\| ([^|]+) \\| [^|]*\\|");

  /** A class in the table of changes, with or without its package. */
  private static final Pattern CLASS = Pattern.compile("`([a-z.]*[A-Z][A-Za-z]+)`");

  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
  private static final Set<String> LEVEL_0 = Set.of("text", "model", "stage", "error", "config");

  @Test
  void packages_importWhatThePageSays() throws IOException {
    List<String> above = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("docs", "design.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        String name = row.group(1).equals("dev.sluice") ? ImportTable.ROOT : row.group(1);
        assertThat(ImportTable.has(name)).as("package %s", name).isTrue();
        Set<String> allowed = new TreeSet<>(above);
        allowed.removeIf(other -> !ImportTable.of(name).allowsOurs(other));
        assertThat(allowed).as("imports of %s", name).isEqualTo(said(row.group(3), above));
        above.add(name);
      }
    }
    assertThat(above).as("packages that have a row").containsAll(packages());
  }

  @Test
  void classes_toChange_existInTheirPackage() throws IOException {
    String page = Files.readString(Path.of("docs", "design.md"));
    String table = page.replaceAll("(?s).*## Where to change what(.*?)\n## .*", "$1");
    List<String> named =
        CLASS.matcher(table).results().map(match -> match.group(1).replace('.', '/')).toList();

    assertThat(named).hasSizeGreaterThan(40);
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java", "dev", "sluice"))) {
      List<String> sources = files.map(file -> file.toString().replace('\\', '/')).toList();
      assertThat(named)
          .allSatisfy(
              name -> assertThat(sources).anyMatch(file -> file.endsWith("/" + name + ".java")));
    }
  }

  private static Set<String> packages() throws IOException {
    Path sources = Path.of("src", "main", "java", "dev", "sluice");
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.endsWith("package-info.java"))
          .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
          .collect(Collectors.toSet());
    }
  }

  private static Set<String> said(String cell, List<String> above) {
    if (cell.equals("all above")) {
      return new TreeSet<>(above);
    }
    Set<String> names = new TreeSet<>(cell.startsWith("level 0") ? LEVEL_0 : Set.of());
    NAME.matcher(cell).results().forEach(match -> names.add(match.group(1)));
    return names;
  }
}
