package dev.sluice.cli;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.PaintedMarkdown;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.FindingCode;
import dev.sluice.output.ErrorsPage;
import dev.sluice.text.NearestNames;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains what a finding means and how to fix it, from docs/errors.md. */
@Command(
    name = "explain",
    description = "Explain what a finding means and how to fix it; without CODE, list all codes.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice explain UNKNOWN_PORT")
final class ExplainCommand implements Callable<Integer> {

  private static final List<String> CODES =
      Arrays.stream(FindingCode.values()).map(FindingCode::name).toList();

  private static final int WIDEST_CODE = CODES.stream().mapToInt(String::length).max().orElse(0);

  private static final int NARROWEST_SUMMARY = 20;

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "CODE",
      arity = "0..1",
      completionCandidates = Completions.Codes.class,
      description = "The code of the finding, such as UNKNOWN_PORT; case does not matter.")
  private @Nullable String code;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String wanted = code;
    if (wanted == null) {
      terminal.print(list(ErrorsPage.read()));
    } else {
      String section = ErrorsPage.read().section(codeOf(wanted));
      terminal.print(new PaintedMarkdown(terminal.paint(), terminal.columns()).of(section));
    }
    return ExitCode.ACCEPTED;
  }

  private FindingCode codeOf(String wanted) {
    String name = wanted.toUpperCase(Locale.ROOT);
    if (CODES.contains(name)) {
      return FindingCode.valueOf(name);
    }
    List<String> nearest = NearestNames.of(name, CODES);
    String advice =
        nearest.isEmpty()
            ? "; sluice explain without a code lists all codes"
            : "; the nearest are " + String.join(", ", nearest);
    throw new ParameterException(spec.commandLine(), "There is no finding code " + wanted + advice);
  }

  private String list(ErrorsPage page) {
    StringBuilder lines = new StringBuilder();
    int margin = WIDEST_CODE + 2;
    int width = Math.max(NARROWEST_SUMMARY, terminal.columns() - margin);
    for (FindingCode each : FindingCode.values()) {
      String padding = " ".repeat(margin - each.name().length());
      String summary =
          String.join("\n" + " ".repeat(margin), LineWrap.lines(page.summary(each), width));
      lines
          .append(terminal.paint().as(each.severity(), each.name()))
          .append(padding)
          .append(summary)
          .append('\n');
    }
    return lines.toString();
  }
}
