package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.ReadResult;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.output.DifferenceJson;
import dev.sluice.output.FindingJson;
import dev.sluice.output.JsonOutput;
import dev.sluice.watch.LibraryChange;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The changes of a tree as JSON: a numbered line for each. */
final class WatchJson implements WatchCommand.WatchOutput {

  private final Terminal terminal;
  private final boolean validate;
  private long sequence;

  /**
   * JSON lines in the results.
   *
   * @param validate whether to write all findings, and not only those of rejected documents
   */
  WatchJson(Terminal terminal, boolean validate) {
    this.terminal = terminal;
    this.validate = validate;
  }

  @Override
  public void write(LibraryChange change) throws IOException {
    try (JsonGenerator json = JsonOutput.to(terminal.results())) {
      json.writeStartObject();
      json.writeNumberField("seq", ++sequence);
      json.writeStringField("event", change.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      json.writeStringField("file", FileNames.shown(change.path()));
      writeMembers(json, change);
      json.writeEndObject();
      json.writeRaw('\n');
    }
    terminal.results().flush();
  }

  @Override
  public void configured(String file) throws IOException {
    try (JsonGenerator json = JsonOutput.to(terminal.results())) {
      json.writeStartObject();
      json.writeNumberField("seq", ++sequence);
      json.writeStringField("event", "config");
      json.writeStringField("file", file);
      json.writeEndObject();
      json.writeRaw('\n');
    }
    terminal.results().flush();
  }

  private void writeMembers(JsonGenerator json, LibraryChange change) throws IOException {
    if (change instanceof LibraryChange.Ready ready) {
      json.writeNumberField("workflows", ready.workflows());
      json.writeNumberField("rejected", ready.rejected());
    } else if (change instanceof LibraryChange.Added added) {
      writeDocument(json, added.document());
    } else if (change instanceof LibraryChange.Changed changed) {
      writeDocument(json, changed.document());
      if (changed.difference().isPresent()) {
        DifferenceJson.writeMembers(json, changed.difference().get());
      }
    } else if (change instanceof LibraryChange.Renamed renamed) {
      json.writeStringField("before", FileNames.shown(renamed.before()));
      writeDocument(json, renamed.document());
    } else if (change instanceof LibraryChange.Failed failed) {
      FindingJson.writeFindings(json, List.of(failed.failure().finding()), 0);
    }
  }

  private void writeDocument(JsonGenerator json, ReadResult document) throws IOException {
    json.writeStringField("kind", document.kind().label());
    json.writeBooleanField("accepted", document.accepted());
    if (document.definition().isPresent()) {
      WorkflowDefinition definition = document.definition().get();
      json.writeStringField("name", definition.metadata().name());
      json.writeNumberField("nodeCount", definition.nodes().size());
    }
    if (validate || !document.accepted()) {
      FindingJson.writeFindings(json, document.report());
    }
  }
}
