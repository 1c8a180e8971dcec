package dev.sluice.cli.report;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.CliRun;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportMarkdownTest {

  private @TempDir Path directory;

  private String page(Object... arguments) {
    return CliRun.of(arguments).out().replace(directory.toString(), "DIR");
  }

  @Test
  void page_hasTotalsThenCodesThenFindings() {
    CliRun.file(directory, "sound.json", workflow(START));
    CliRun.file(directory, "x.json", workflow(START, edge("st|art", "start")));

    assertThat(page("validate", "--format", "markdown", directory))
        .isEqualTo(
            """
            ## Workflows

            2 files checked: 1 passed, 1 failed\s\s
            1 error\s\s

            | Findings | Severity | Code | Files |
            |---:|---|---|---:|
            | 1 | error | `ORPHANED_CONNECTION` | 1 |

            ### `DIR/x.json`

            | Place | Severity | Code | Finding |
            |---|---|---|---|
            | 1:118 | error | `ORPHANED_CONNECTION` | The connection's source node "st\\|art" does \
            not exist. Did you mean "start"? `[~]` |
            """);
  }

  @Test
  void page_withoutFindings_hasTotalsOnly() {
    CliRun.file(directory, "sound.json", workflow(START));

    assertThat(page("validate", "--format", "markdown", directory))
        .isEqualTo("## Workflows\n\n1 file checked: 1 passed  \n");
  }

  @Test
  void manyFindings_areLeftOutAndCounted() {
    String nodes =
        START + Workflows.each(200, i -> "," + node("n" + i, "Unknown" + "é".repeat(100) + i));
    for (int i = 0; i < 30; i++) {
      CliRun.file(directory, "f" + i + ".json", workflow(nodes));
    }

    String bounded = page("validate", "--format", "markdown", directory);
    assertThat(bounded)
        .contains("| 6,000 | error |")
        .endsWith("\n5,030 more findings not shown.\n");
    String perFile = page("validate", "--format", "markdown", "--max-findings", "1000", directory);
    assertThat(perFile).endsWith("\n5,030 more findings not shown.\n");
    assertThat(page("validate", "--format", "markdown", "--max-findings", "0", directory))
        .doesNotContain("not shown");
  }

  @Test
  void filesThatMakeThePageTooLong_areLeftOut() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(InputStream.nullInputStream(), out, out, Paint.OFF, false);
    ReportMarkdown report =
        new ReportMarkdown(
            terminal, new TextOptions(TextOptions.Style.GROUPED, false, false, 50), 300);

    for (String name : List.of("a.json", "long".repeat(100), "b.json")) {
      report.write(verdict(name));
    }
    report.end(new Tally());

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("### `a.json`", "### `b.json`")
        .doesNotContain("long")
        .endsWith("\n1 more finding not shown.\n");
  }

  private static Verdict verdict(String name) {
    List<Finding> findings =
        List.of(Finding.at(FindingCode.MISSING_NAME, "no name", "", Place.START));
    Answer answer =
        new Answer(
            new Input(name, ByteSource.of(name, new byte[0]), false),
            Optional.of(DocumentKind.WORKFLOW),
            Optional.empty(),
            new ValidationReport(Optional.empty(), findings, 0, false),
            true,
            Duration.ZERO);
    return new Verdict(answer, findings, List.of(), true, Map.of());
  }
}
