package dev.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Source files are neither long without a reason nor so short that their type could be nested. */
class FileSizesTest {

  private static final int LONG = 400;
  private static final int SHORT = 30;
  private static final int MOST_SHORT_FILES = 25;

  private static final Path MAIN = Path.of("src", "main", "java");
  private static final Pattern EXPORTS = Pattern.compile("exports ([a-z.]+);");

  /** A source file. */
  private record Source(Path path, String text) {
    String name() {
      return path.getFileName().toString().replace(".java", "");
    }

    long lines() {
      return text.lines().count();
    }

    /** Whether it is a public type of an exported package: part of the API as it stands. */
    boolean isApi(Set<String> exported) {
      String directory = MAIN.relativize(path.getParent()).toString().replace('\\', '/');
      return exported.contains(directory.replace('/', '.'))
          && Pattern.compile("(?m)^public .*\\b" + name() + "\\b").matcher(text).find();
    }
  }

  @Test
  void longFiles_all_haveTheirReasonInTheDesignPage() throws IOException {
    String reasons =
        Arrays.stream(Files.readString(Path.of("docs", "design.md")).split("\n- "))
            .filter(item -> item.replaceAll("\\s+", " ").contains("more than 400 lines"))
            .collect(Collectors.joining());

    assertThat(sources().stream().filter(file -> file.lines() > LONG).map(Source::name))
        .allSatisfy(name -> assertThat(reasons).contains("`" + name + "`"));
  }

  @Test
  void shortFiles_besidesTheApi_areFew() throws IOException {
    Set<String> exported =
        EXPORTS
            .matcher(Files.readString(MAIN.resolve("module-info.java")))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());

    assertThat(
            sources().stream()
                .filter(file -> file.lines() <= SHORT && !file.isApi(exported))
                .map(Source::name))
        .hasSizeBetween(1, MOST_SHORT_FILES);
  }

  private static List<Source> sources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.getFileName().toString().contains("-info"))
          .map(FileSizesTest::read)
          .toList();
    }
  }

  private static Source read(Path file) {
    try {
      return new Source(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
