package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion scripts in real shells, and the manual page in groff. */
final class ShellCompletionTest {

  /** Command lines whose last word is completed, and what it is completed to. */
  private static final List<List<String>> CASES =
      List.of(
          List.of("va", "validate"),
          List.of("types ClickE", "ClickElementNode"),
          List.of("explain SELF_", "SELF_CONNECTION"),
          List.of("fix --select MIGR", "MIGRATED_TYPE"),
          List.of("validate --format sa", "sarif"),
          List.of("scan --sort mod", "modified"),
          List.of("convert --to zs", "zstd"),
          List.of("git se", "setup"),
          List.of("generate-completion fi", "fish"));

  @TempDir private Path directory;

  @Test
  void bash_completesCommandsOptionsTypesAndCodes() throws IOException {
    String completed =
        run(
            "bash",
            """
            source ./script
            compopt() { :; } # only available while a person completes
            complete_last() {
              COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
              COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
              $(complete -p sluice | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
              echo "${COMPREPLY[@]}"
            }
            """,
            "complete_last sluice %s",
            CliRun.of("generate-completion").out());

    assertThat(completed.lines()).containsExactlyElementsOf(expected());
  }

  @Test
  void fish_completesCommandsOptionsTypesAndCodes() throws IOException {
    String completed =
        run(
            "fish",
            "source ./script\n",
            "complete -C 'sluice %s' | string split -f 1 \\t",
            CliRun.of("generate-completion", "fish").out());

    assertThat(completed.lines()).containsExactlyElementsOf(expected());
  }

  @Test
  void zsh_readsTheScriptOfBash() throws IOException {
    String registered =
        run(
            "zsh",
            """
            autoload -Uz compinit bashcompinit; compinit -u -D; bashcompinit
            source ./script
            echo ${_comps[sluice]}
            """,
            "",
            CliRun.of("generate-completion", "zsh").out());

    assertThat(registered).startsWith("_bash_complete").contains("_complete_sluice");
  }

  private static List<String> expected() {
    return CASES.stream().map(line -> line.get(1)).toList();
  }

  /** Runs lines of a shell: the first ones, then one for each case. */
  private String run(String shell, String first, String each, String script) throws IOException {
    requireProgram(shell);
    Files.writeString(directory.resolve("script"), script);
    StringBuilder lines = new StringBuilder(first);
    for (List<String> line : each.isEmpty() ? List.<List<String>>of() : CASES) {
      lines.append(each.formatted(line.get(0))).append('\n');
    }
    return output(shell, "-c", lines.toString());
  }

  private static void requireProgram(String name) {
    boolean installed =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    assumeTrue(installed, name + " is not installed, so this test needs a system that has it");
  }

  private String output(String... command) throws IOException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("XDG_CONFIG_HOME", directory.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(err)).isEmpty();
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  @Test
  void manPage_hasEachCommandWithItsOptionsAndIsReproducible() {
    String page = CliRun.of("generate-man-page").out();

    assertThat(page).startsWith(".TH \"SLUICE\" 1 \"\" \"sluice ");
    assertThat(CliRun.of("generate-man-page").out()).isEqualTo(page);
    assertThat(page)
        .contains(
            """
            .SH "SLUICE FIX"
            \\fBsluice fix\\fR [\\fIOPTION\\fR]... \\fIPATH\\fR...
            .PP
            Correct documents in place: obsolete node types, dialects, duplicates, ids.
            """)
        .contains("\\fB\\-\\-select\\fR=\\fICODE\\fR")
        .contains(".SH \"SLUICE GIT SETUP\"")
        .contains("sluice search flows 'type:Click*")
        .doesNotContain("git\\-textconv");
  }

  @Test
  void manPage_inGroff_hasNoWarnings() throws IOException {
    requireProgram("groff");
    Path page = directory.resolve("sluice.1");
    Files.writeString(page, CliRun.of("generate-man-page").out());

    String shown = output("groff", "-man", "-ww", "-Tutf8", "-P-c", page.toString());

    assertThat(shown.replaceAll(".\b", "")) // bold letters are typed twice
        .contains("COMMANDS", "SLUICE CONVERT", "--in-place")
        .doesNotContain("%n", "\\");
  }
}
