package dev.sluice.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.AnswerJson;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Rejection;
import dev.sluice.output.FindingJson;
import dev.sluice.output.JsonOutput;
import java.io.IOException;
import java.util.Optional;

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
      AnswerJson.writeHead(line, answer);
      FindingJson.writeFindings(line, verdict.findings(), answer.report().omitted());
      if (verdict.known() > 0) {
        line.writeNumberField("knownFindings", verdict.known());
      }
      // the finding may be hidden or have another severity, which does not change the acceptance
      Optional<Rejection> rejection = answer.report().rejection();
      if (rejection.isPresent()) {
        line.writeStringField("rejectedBy", rejection.get().finding().code().name());
      }
      line.writeBooleanField("passed", verdict.passed());
      line.writeEndObject();
      line.writeRaw('\n');
    }
    terminal.results().flush();
  }
}
