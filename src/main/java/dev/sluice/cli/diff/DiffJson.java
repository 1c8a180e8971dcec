package dev.sluice.cli.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.output.DifferenceJson;
import dev.sluice.output.JsonOutput;
import java.io.IOException;

/** Differences as JSON: one line for each pair of inputs, complete except for secrets. */
public final class DiffJson implements DiffFormat {

  private final Terminal terminal;

  /** JSON lines in the results. */
  public DiffJson(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void write(Compared compared) throws IOException {
    try (JsonGenerator json = JsonOutput.to(terminal.results())) {
      json.writeStartObject();
      json.writeStringField("before", compared.before());
      json.writeStringField("after", compared.after());
      writeOutcome(json, compared);
      json.writeEndObject();
      json.writeRaw('\n');
    }
    terminal.results().flush();
  }

  @Override
  public void end(DifferenceCounts counted) {
    // each line is complete
  }

  private static void writeOutcome(JsonGenerator json, Compared compared) throws IOException {
    Compared.Outcome outcome = compared.outcome();
    if (outcome instanceof Compared.Workflows workflows) {
      json.writeStringField("outcome", compared.differs() ? "CHANGED" : "EQUAL");
      DifferenceJson.writeMembers(json, workflows.diff());
    } else if (outcome instanceof Compared.Text text) {
      json.writeStringField("outcome", "NOT_UNDERSTOOD");
      json.writeStringField("reason", text.reason());
      json.writeFieldName("lines");
      JsonOutput.write(json, text.lines());
    } else if (outcome instanceof Compared.Unreadable unreadable) {
      json.writeStringField("outcome", "UNREADABLE");
      json.writeStringField("reason", unreadable.reason());
    } else {
      json.writeStringField(
          "outcome",
          outcome instanceof Compared.FileAdded
              ? "FILE_ADDED"
              : outcome instanceof Compared.FileRemoved
                  ? "FILE_REMOVED"
                  : outcome instanceof Compared.FileRenamed ? "FILE_RENAMED" : "EQUAL");
    }
  }
}
