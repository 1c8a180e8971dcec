package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.ScanCommand.ScanReport;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.output.FindingJson;
import dev.sluice.output.JsonOutput;
import dev.sluice.output.SkeletonJson;
import dev.sluice.scan.ScanEntry;
import java.io.IOException;
import java.nio.file.Path;

/** The JSON output of {@code scan}, one line for each entry. */
final class ScanJson implements ScanReport {

  private final Terminal terminal;

  ScanJson(Terminal terminal) {
    this.terminal = terminal;
  }

  private interface Members {
    void writeTo(JsonGenerator json) throws IOException;
  }

  @Override
  public void loaded(ScanEntry.Loaded<WorkflowSkeleton> entry) throws IOException {
    WorkflowSkeleton skeleton = entry.value();
    line(
        entry.path(),
        json -> {
          json.writeStringField("kind", skeleton.kind().label());
          json.writeBooleanField("accepted", true);
          SkeletonJson.writeMembers(json, skeleton);
        });
  }

  @Override
  public void failed(ScanEntry.Failed<WorkflowSkeleton> entry) throws IOException {
    line(
        entry.path(),
        json -> {
          json.writeBooleanField("accepted", false);
          FindingJson.writeFindings(json, entry.exception().report());
        });
  }

  @Override
  public void skipped(ScanEntry.Skipped<WorkflowSkeleton> entry) throws IOException {
    line(
        entry.path(),
        json -> {
          json.writeStringField("skipped", entry.reason().name());
          json.writeStringField("message", entry.message());
        });
  }

  private void line(Path file, Members members) throws IOException {
    try (JsonGenerator json = JsonOutput.to(terminal.results())) {
      json.writeStartObject();
      json.writeStringField("file", FileNames.shown(file));
      members.writeTo(json);
      json.writeEndObject();
      json.writeRaw('\n');
    }
    terminal.results().flush();
  }
}
