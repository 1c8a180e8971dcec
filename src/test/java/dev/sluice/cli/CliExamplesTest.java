package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of docs/cli.md run: each with a copy of the examples as {@code flows}, in a
 * repository with one commit.
 */
class CliExamplesTest {

  private static final Path PAGE = Path.of("docs", "cli.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:sh|yaml)\n(.*?)^```$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| [^|]* \\| `sluice ([^`]*)` \\|$");
  private static final Pattern JSON = Pattern.compile("(?ms)^```json\n(\\{\n.*?)^```$");
  private static final Pattern LINE =
      Pattern.compile("(?m)(?:^|run: |script: )(?:java -jar tools/sluice\\.jar|sluice) ([^\n]*)$");
  private static final Pattern COMMENT = Pattern.compile("\\s+#.*$");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** Commands that change this repository, or do not end. */
  private static final List<String> ELSEWHERE = List.of("git", "serve", "watch");

  private @TempDir Path directory;

  static Stream<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(Files.readString(PAGE)).results().toList()) {
      for (MatchResult line : LINE.matcher(block.group(1)).results().toList()) {
        String command =
            COMMENT.matcher(line.group(1)).replaceAll("").replace("${{ matrix.part }}", "1");
        String name = command.split(" ", 2)[0];
        if (!ELSEWHERE.contains(name) && !command.contains(" | ") && !command.contains(" > ")) {
          commands.add(command);
        }
      }
    }
    ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).forEach(commands::add);
    return commands.stream().distinct();
  }

  @BeforeEach
  void makeTree() throws Exception {
    Path flows = Files.createDirectories(directory.resolve("flows"));
    for (Path examples : List.of(Path.of("docs", "examples"), Path.of("docs", "changes"))) {
      Path target = examples.endsWith("changes") ? flows.resolve("changed") : flows;
      Files.createDirectories(target);
      try (Stream<Path> files = Files.list(examples)) {
        for (Path file : files.filter(it -> it.toString().contains(".json")).toList()) {
          Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    Files.copy(flows.resolve("overdue-invoices.json"), flows.resolve("invoice.json"));
    GitRepository.create(directory).commit("one");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_ofThePage_runs(String command) {
    if (command.contains("--baseline known-findings.json")) {
      run("validate --write-baseline known-findings.json flows");
    }
    if (command.startsWith("report merge")) {
      run("validate --shard 1/2 --format sarif=part-1.sarif flows");
      run("validate --shard 2/2 --format sarif=part-2.sarif flows");
    }

    CliRun run = run(command);

    assertThat(run.exit()).as(run.err()).isIn(0, 1);
    assertThat(run.out() + run.err()).doesNotContain("Try 'sluice", "internal error");
  }

  /** Runs a command with its files in the directory of the test. */
  private CliRun run(String command) {
    List<Object> words = new ArrayList<>();
    for (MatchResult word : WORD.matcher(command).results().toList()) {
      String text = word.group(1) == null ? word.group(2) : word.group(1);
      String before = words.isEmpty() ? "" : words.get(words.size() - 1).toString();
      boolean isFile =
          text.matches("flows.*|plain|part-.*")
              || before.matches("--(write-)?baseline|-o|--output");
      if (isFile && !before.equals("--to")) {
        words.add(directory.resolve(text));
      } else if (before.equals("--format") && text.contains("=")) {
        words.add(text.replace("=", "=" + directory + "/"));
      } else {
        words.add(text);
      }
    }
    return CliRun.of(words.toArray());
  }

  @Test
  void configuration_ofThePage_isValid() throws IOException {
    MatchResult example =
        JSON.matcher(Files.readString(PAGE))
            .results()
            .filter(block -> block.group(1).contains("\"maxSeverity\""))
            .findFirst()
            .orElseThrow();
    Path config = Files.writeString(directory.resolve(".sluice.json"), example.group(1));

    CliRun run = CliRun.of("config", "--config", config, "--explain", config);

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("  maxSeverity = warning\n", "  ignore = DIALECT\n");
  }
}
