package dev.sluice.cli.convert;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.convert.Converted.Outcome;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.output.JsonOutput;
import dev.sluice.text.Quote;
import java.io.IOException;

/** Reports conversions: a line for each document that changes or fails, and a summary. */
public final class ConversionReport {

  private final Terminal terminal;
  private final boolean json;

  /**
   * A report.
   *
   * @param json whether each document and the summary are a line of JSON
   */
  public ConversionReport(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /** Reports a result. */
  public void write(Converted result) throws IOException {
    if (result.outcome() == Outcome.FOREIGN) {
      return;
    }
    if (json) {
      writeJson(result);
    } else if (result.error().isPresent()) {
      terminal.complain(
          result.input().name()
              + ": "
              + result.outcome().label()
              + ": "
              + result.error().get().message());
    } else if (result.outcome() != Outcome.UNCHANGED) {
      String target = Targets.shown(result.target());
      boolean renamed = !target.equals(result.input().name());
      String line =
          Quote.safe(result.input().name() + (renamed ? " > " + target : ""))
              + "  "
              + ConversionTally.size(result.before())
              + " > "
              + ConversionTally.size(result.after());
      terminal.print(LineWrap.of(line, terminal.columns()) + "\n");
    }
  }

  private void writeJson(Converted result) throws IOException {
    try (JsonGenerator line = JsonOutput.to(terminal.results())) {
      line.writeStartObject();
      line.writeStringField("file", result.input().name());
      line.writeStringField("target", Targets.shown(result.target()));
      line.writeStringField("outcome", result.outcome().label());
      if (result.error().isPresent()) {
        line.writeObjectFieldStart("error");
        line.writeStringField("code", result.error().get().code().name());
        line.writeStringField("message", result.error().get().message());
        line.writeEndObject();
      } else {
        line.writeNumberField("before", result.before());
        line.writeNumberField("after", result.after());
      }
      line.writeEndObject();
      line.writeRaw('\n');
    }
    terminal.results().flush();
  }

  /** Reports the counts of the run. */
  public void end(ConversionTally tally) throws IOException {
    if (!json) {
      terminal.complain(tally.summary());
      return;
    }
    try (JsonGenerator line = JsonOutput.to(terminal.results())) {
      line.writeStartObject();
      line.writeObjectFieldStart("summary");
      line.writeNumberField("files", tally.files());
      for (Outcome outcome : Outcome.values()) {
        line.writeNumberField(outcome.label(), tally.count(outcome));
      }
      line.writeNumberField("before", tally.before());
      line.writeNumberField("after", tally.after());
      line.writeEndObject();
      line.writeEndObject();
      line.writeRaw('\n');
    }
    terminal.results().flush();
  }
}
