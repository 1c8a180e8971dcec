package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.CliRun;
import dev.sluice.cli.terminal.Terminal.LogCommands;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogCommandsTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "'::error::x', '\\u003A:error::x'",
    "'a\n \t::set-env x', 'a\n \t\\u003A:set-env x'",
    "'a ::error::x', 'a ::error::x'",
    "'a ##[error]x', 'a \\u0023#[error]x'",
    "'##vso[task.complete]', '\\u0023#vso[task.complete]'",
    "'x###teamcity[a]', 'x#\\u0023#teamcity[a]'",
    "'## heading [a]', '## heading [a]'"
  })
  void escaped_text_beginsNoCommand(String text, String escaped) {
    assertThat(LogCommands.escaped(text)).isEqualTo(escaped);
  }

  @Test
  void namesOfFilesAndWorkflows_beginNoLineWithACommand() {
    String text = "::error file=x,line=1::p ##vso[task.complete]";
    Path file =
        CliRun.file(
            directory,
            "a.json",
            "{\"nodes\":{\"s\":{\"node_type\":\""
                + text
                + "\"}},\"metadata\":{\"name\":\""
                + text
                + "\"}}");

    for (Object[] arguments :
        new Object[][] {
          {"load", file, text},
          {"validate", file, text},
          {"skeleton", file, text},
          {"scan", directory},
          {"search", directory, "type:*"},
          {"search", directory, text},
          {"scan", text},
          {"load", "--timings", text},
          {"types", text},
          {"explain", text},
          {text}
        }) {
      CliRun run = CliRun.of(arguments);

      assertThat((run.out() + run.err()).lines())
          .noneMatch(line -> line.strip().startsWith("::") || line.contains("##vso["));
    }
  }
}
