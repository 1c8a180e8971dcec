package dev.sluice.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.output.JsonOutput;
import java.io.IOException;

/** A Code Quality report for GitLab: one JSON list of issues, empty if there are none. */
final class ReportGitlab implements ReportWriter {

  private final Terminal terminal;
  private final RepositoryNames names = RepositoryNames.ofWorkingDirectory();
  private final JsonGenerator json;

  ReportGitlab(Terminal terminal) throws IOException {
    this.terminal = terminal;
    json = JsonOutput.to(terminal.results());
  }

  @Override
  public void begin() throws IOException {
    json.writeStartArray();
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    Answer answer = verdict.answer();
    String file = names.of(answer.input().name());
    Fingerprints fingerprints = new Fingerprints(answer, file);
    for (Finding finding : verdict.findings()) {
      write(finding, file, fingerprints.next(finding), answer.readable());
    }
  }

  private void write(Finding finding, String file, String fingerprint, boolean readable)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("description", GroupedFindings.message(finding));
    json.writeStringField("check_name", finding.code().name());
    json.writeStringField("fingerprint", fingerprint);
    json.writeStringField("severity", readable ? severity(finding.severity()) : "blocker");
    json.writeObjectFieldStart("location");
    json.writeStringField("path", file);
    json.writeObjectFieldStart("lines");
    json.writeNumberField("begin", finding.place().map(place -> place.line()).orElse(1));
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "major";
      case WARNING -> "minor";
      case INFO -> "info";
    };
  }

  @Override
  public void end(Tally tally) throws IOException {
    json.writeEndArray();
    json.writeRaw('\n');
    json.close();
    terminal.results().flush();
  }
}
