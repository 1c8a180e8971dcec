package dev.sluice.it;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program on a terminal, which the command {@code script} makes. */
@EnabledOnOs(OS.LINUX)
class TerminalIT {

  private static final String LONG_NAME = "an unusually long name for a node ".repeat(4);
  private static final String ORPHANS =
      workflow(START, edge("start", "gone"), edge("start", LONG_NAME));

  @TempDir private Path directory;

  @BeforeEach
  void fillDirectory() throws Exception {
    assumeTrue(
        RealJar.in(directory).shell("type script setsid stty").exit() == 0,
        "script, setsid and stty of util-linux and coreutils are not installed");
    Files.writeString(directory.resolve("orphans.json"), ORPHANS);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 200})
  void columns_ofTheTerminal_boundEachLine(int columns) throws Exception {
    String sized = onTerminal("stty cols " + columns + "; sluice validate orphans.json");
    String named = onTerminal("COLUMNS=" + columns + " sluice validate orphans.json");

    for (String output : List.of(sized, named)) {
      assertThat(output.replaceAll("\\s+", " ")).contains("ORPHANED_CONNECTION", "1 failed");
      assertThat(output.lines())
          .allSatisfy(
              line ->
                  assertThat(line)
                      .matches(
                          text -> text.length() <= columns || !text.strip().contains(" "),
                          "at most " + columns + " columns, or one word"));
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM=dumb, false", "NO_COLOR=1, false", "TERM=xterm, true"})
  void escapeSequences_arePrintedOnlyWhereWanted(String variable, boolean wanted) throws Exception {
    String output =
        terminal("env -u NO_COLOR TERM=xterm " + variable + " sluice validate orphans.json");

    assertThat(output.contains("\u001B")).isEqualTo(wanted);
  }

  @Test
  void terminal_thatIsNotControlling_isAskedWithoutAComplaint() throws Exception {
    String output = onTerminal("stty cols 40; setsid -w sluice validate orphans.json");

    assertThat(output).contains("ORPHANED_CONNECTION").doesNotContain("stty");
    assertThat(output).contains("\n    ");
  }

  /** What a command line prints to a terminal, without colours. */
  private String onTerminal(String line) throws Exception {
    return terminal(line).replaceAll("\u001B\\[[0-9;]*[mK]", "");
  }

  private String terminal(String line) throws Exception {
    RealJar.Ended ended =
        RealJar.in(directory).without("COLUMNS").shell("script -qec \"" + line + "\" /dev/null");
    assertThat(ended.exit()).isEqualTo(1);
    return ended.out().replace("\r\n", "\n");
  }
}
