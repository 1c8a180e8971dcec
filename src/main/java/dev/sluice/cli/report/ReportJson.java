package dev.sluice.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.FindingJson;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.JsonOutput;
import dev.sluice.cli.terminal.Terminal;
import java.io.IOException;

/** One line of JSON for each input. */
final class ReportJson implements ReportWriter {

  private final Terminal terminal;

  ReportJson(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    Answer answer = verdict.answer();
    try (JsonGenerator line = JsonOutput.to(terminal.results())) {
      line.writeStartObject();
      FindingJson.writeHead(line, answer);
      FindingJson.writeFindings(line, verdict.findings(), answer.report().omitted());
      if (verdict.known() > 0) {
        line.writeNumberField("knownFindings", verdict.known());
      }
      line.writeEndObject();
      line.writeRaw('\n');
    }
    terminal.results().flush();
  }
}
