package dev.sluice.scan.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random patterns and paths, judged by git itself where it is installed. */
class GitIgnoreOracleTest {

  private static final String[] PARTS = {
    "a",
    "b",
    "ab",
    "*",
    "**",
    "?",
    "/",
    "/",
    "[ab]",
    "[!a]",
    "[a-b]",
    "\\a",
    "\\*",
    ".",
    "[",
    "]",
    "[[:alpha:]]",
    "\\/",
    "***",
    " ",
    "-",
    "!",
    "^",
    "\\"
  };
  private static final String[] NAMES = {
    "a", "b", "ab", "aab", "ba", "a.b", ".a", "a*", "]", "[", "-", "a b", "!a"
  };

  @TempDir private Path directory;

  @Test
  void ignores_randomPatternsAndPaths_asGitDoes() throws Exception {
    run("git", "init", "-q", directory.toString());
    Random random = new Random(20261125);
    List<String> paths = IntStream.range(0, 150).mapToObj(i -> path(random)).distinct().toList();
    List<String> differing = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      List<String> patterns =
          IntStream.range(0, 1 + random.nextInt(4)).mapToObj(i -> pattern(random)).toList();
      String text = String.join("\n", patterns) + "\n";
      Files.writeString(directory.resolve(".gitignore"), text);
      List<String> ignored = ignoredByGit(paths);
      IgnoreRules rules = IgnoreRules.parse(text);
      for (String path : paths) {
        if (isIgnored(rules, path) != ignored.contains(path)) {
          differing.add(patterns + " on " + path + ", ignored by git: " + ignored.contains(path));
        }
      }
    }
    assertThat(differing).isEmpty();
  }

  /** As a walk does it: what is in an ignored directory is ignored. */
  private static boolean isIgnored(IgnoreRules rules, String path) {
    List<String> names = List.of(path.split("/", -1));
    return IntStream.rangeClosed(1, names.size())
        .anyMatch(end -> rules.ignores(names.subList(0, end), 0, end < names.size()).orElse(false));
  }

  private List<String> ignoredByGit(List<String> paths) throws Exception {
    Path input = Files.writeString(directory.resolve("input"), String.join("\0", paths) + "\0");
    Path output = directory.resolve("output");
    Process git =
        new ProcessBuilder("git", "-C", directory.toString(), "check-ignore", "--stdin", "-z")
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(git.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return List.of(Files.readString(output, StandardCharsets.UTF_8).split("\0", -1));
  }

  private static void run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      Assumptions.assumeTrue(process.waitFor() == 0, "git does not work here");
    } catch (IOException e) {
      Assumptions.abort("git is not installed here");
    }
  }

  private static String path(Random random) {
    return IntStream.range(0, 1 + random.nextInt(3))
        .mapToObj(i -> NAMES[random.nextInt(NAMES.length)])
        .collect(Collectors.joining("/"));
  }

  private static String pattern(Random random) {
    return IntStream.range(0, 1 + random.nextInt(6))
        .mapToObj(i -> PARTS[random.nextInt(PARTS.length)])
        .collect(Collectors.joining());
  }
}
