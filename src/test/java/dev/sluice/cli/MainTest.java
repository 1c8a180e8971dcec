package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.support.Workflows;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @Test
  void version_isPrinted() {
    CliRun run = CliRun.of("--version");

    assertThat(run.out()).startsWith("sluice ");
    assertThat(run.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "skeleton", "types", "explain", "generate-completion"})
  void help_ofEachCommand_isPrinted(String command) {
    CliRun run = CliRun.of(command, "--help");

    assertThat(run.out()).startsWith("Usage: sluice " + command);
    assertThat(run.exit()).isZero();
    assertThat(CliRun.of("--help").out()).contains(command);
  }

  @Test
  void commands_allOrTheOneThatIsNamed_haveTheirNames() {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Paint.OFF,
            false);
    assertThat(Commands.of(new RootCommand(), terminal).getSubcommands().keySet())
        .containsExactlyElementsOf(Commands.names());
    assertThat(Commands.of(new RootCommand(), terminal, "help").getSubcommands())
        .hasSameSizeAs(Commands.names());
    assertThat(Commands.of(new RootCommand(), terminal, "diff", "fix").getSubcommands())
        .containsOnlyKeys("diff");
  }

  static List<String> commands() {
    return List.of(
        "load",
        "validate",
        "skeleton",
        "scan",
        "search",
        "fix",
        "convert",
        "diff",
        "types",
        "explain",
        "help",
        "generate-completion",
        "generate-man-page");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_ofEachCommand_hasOneExampleAndTheExitCodes(String command) {
    String page = CliRun.of("help", command).out();

    assertThat(page).containsPattern("\n\nExample:\n  [^\n]*sluice " + "[^\n]*" + command);
    assertThat(page).contains("\n\nExit codes:\n    0   ").contains("\n  141   ");
    assertThat(page.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  /** The help promises exit code 1 exactly for the commands that end with it. */
  @ParameterizedTest
  @ValueSource(strings = {"stats", "watch", "serve", "explain", "config", "report"})
  void help_ofCommandsWithoutExitCode1_saysSo(String command) {
    assertThat(CliRun.of("help", command).out()).contains("\n    1   not used by this command\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "validate", "skeleton", "scan", "render", "bench"})
  void help_ofCommandsThatReject_namesExitCode1(String command) {
    assertThat(CliRun.of("help", command).out())
        .contains("\n    1   an input is rejected, or a gate failed\n");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_ofEachCommand_leavesOnlyGeneralOptionsOutOfGroups(String command) {
    String page = CliRun.of("help", command).out();
    int other = page.indexOf("\n\nOther options:\n");
    String rest = other < 0 ? "" : page.substring(other, page.indexOf("\n\nExit codes:"));

    assertThat(rest.replaceAll("(?m)^ +-h, --help .*$|^ +-V, --version .*$", ""))
        .doesNotContain("--");
    assertThat(page).contains("\n\nOutput:\n");
  }

  @ParameterizedTest
  @CsvSource({
    "load, --no-cache",
    "skeleton, --unknown",
    "scan, --unknown",
    "scan, --timings",
    "fix, --timings"
  })
  void option_withoutEffect_isAcceptedButNotOffered(String command, String option) {
    assertThat(CliRun.of(command, "--help").out()).doesNotContain(option);
    assertThat(CliRun.of(command, option, "--nonsense").err())
        .doesNotContain("Unknown option " + option);
  }

  @Test
  void completion_isAScript() {
    assertThat(CliRun.of("generate-completion").out()).startsWith("#!/usr/bin/env bash");
  }

  @Test
  void withoutCommand_isAUsageError() {
    CliRun run = CliRun.of();

    assertThat(run.err()).isEqualTo("A command is missing\nTry 'sluice --help'.\n");
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void unknownCommand_isAUsageErrorReportedSafelyAndBriefly() {
    CliRun run = CliRun.of("l\u001boad", "x".repeat(5_000));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("\u001b").hasSizeLessThan(500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "validat x | Unknown command validat; did you mean validate? | sluice",
        "help lod | Unknown command lod; did you mean load? | sluice",
        "load --jso x | Unknown option --jso; did you mean --json? | sluice load",
        "load -x.json | Unknown option -x.json; to name a file that begins with -, write"
            + " ./ before it, or -- before all names | sluice load",
        "load a.json -help.json | Unknown option -help.json; to name a file that begins with -,"
            + " write ./ before it, or -- before all names | sluice load",
        "validate --format jsn x | Invalid value jsn for --format: expected text, json, sarif,"
            + " github, gitlab, junit, markdown; did you mean json? | sluice validate",
        "load | FILE is missing | sluice load",
        "search | DIR is missing | sluice search",
        "git setup | --pattern=PATTERN is missing | sluice git setup",
        "load x --threads | the value of --threads=N is missing | sluice load"
      })
  void usageError_isToldWithWhatMayBeMeant(String line, String message, String command) {
    CliRun run = CliRun.of((Object[]) line.split(" ", -1));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).isEqualTo(message + "\nTry '" + command + " --help'.\n");
  }

  @ParameterizedTest
  @CsvSource({
    "render, ' .svg, .mmd or .dot.'",
    "search, ' .gitignore)'",
    "validate, '[--format=FORMAT[=FILE]]... '",
    "validate, '[--select=CODE[,CODE...]]...'",
    "validate, '[--severity=CODE=SEVERITY[,CODE=SEVERITY...]]...'"
  })
  void help_lines_endBetweenWords(String command, String words) {
    assertThat(CliRun.of(command, "--help").out()).contains(words);
  }

  @Test
  void help_asACommand_isThatOfTheOption() {
    assertThat(CliRun.of("help", "load")).isEqualTo(CliRun.of("load", "--help"));
    assertThat(CliRun.of("help")).isEqualTo(CliRun.of("--help"));
  }

  @Test
  void color_option_decidesOnAnyTerminal() {
    assertThat(CliRun.of("explain", "--color", "always").out()).contains("\u001B[");
    assertThat(CliRun.of("--color=always", "--help").out()).contains("\u001B[");
    assertThat(CliRun.coloured("explain", "--color", "never").out()).doesNotContain("\u001B[");
    assertThat(CliRun.coloured("explain", "--color", "auto").out()).contains("\u001B[");
  }

  @ParameterizedTest
  @CsvSource({
    "'', true, ON",
    "'', false, OFF",
    "NO_COLOR=1, true, OFF",
    "NO_COLOR=, true, ON",
    "CLICOLOR_FORCE=1, false, ON",
    "CLICOLOR_FORCE=0, false, OFF",
    "TERM=dumb, true, OFF",
    "CLICOLOR=0, true, OFF",
    "NO_COLOR=1 CLICOLOR_FORCE=1, true, OFF"
  })
  void paint_undecided_isWhatTheEnvironmentSays(String variables, boolean isTerminal, Paint paint) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables.split(" ", -1)) {
      String[] parts = variable.split("=", 2);
      environment.put(parts[0], parts.length > 1 ? parts[1] : "");
    }

    assertThat(Paint.automatic(environment, isTerminal)).isEqualTo(paint);
  }

  @Test
  void completion_offersWordsAsPeopleWriteThem() {
    assertThat(CliRun.of("generate-completion").out())
        .contains("\"text\" \"json\" \"sarif\" \"github\" \"gitlab\" \"junit\"")
        .contains("\"lenient\" \"strict\"", "\"ClickElementNode\"", "\"UNKNOWN_PORT\"")
        .doesNotContain("\"JSON\"", "\"LENIENT\"", "\"PLACEHOLDER\"", "\"MODIFIED\"");
  }

  @Test
  void outOfMemory_inAnyCommand_namesTheFiles(@TempDir Path directory) {
    Path a = CliRun.file(directory, "a.json", Workflows.chain(1));
    Path b = CliRun.file(directory, "b.json", Workflows.chain(2));

    assertThat(filesOf("diff", a, b)).containsExactly(a.toString(), b.toString());
    assertThat(filesOf("render", a, "-o", b)).containsExactly(a.toString());
    assertThat(filesOf("validate", directory)).isEmpty();
    assertThat(new String(UncaughtErrorHandler.message("a.json, b.json"), StandardCharsets.UTF_8))
        .isEqualTo("a.json, b.json: Out of memory; give the program more with java -Xmx\n");
    assertThat(new String(UncaughtErrorHandler.message(""), StandardCharsets.UTF_8))
        .isEqualTo("sluice: Out of memory; give the program more with java -Xmx\n");
  }

  private static List<String> filesOf(Object... arguments) {
    List<String> files = new ArrayList<>();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Paint.OFF,
            false);
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    Main.run(terminal, files::addAll, texts);
    return files;
  }
}
