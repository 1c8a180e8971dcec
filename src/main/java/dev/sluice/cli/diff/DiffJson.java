package dev.sluice.cli.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.diff.Difference;
import dev.sluice.diff.Difference.ConnectionAdded;
import dev.sluice.diff.Difference.ConnectionChanged;
import dev.sluice.diff.Difference.ConnectionRemoved;
import dev.sluice.diff.Difference.KindChanged;
import dev.sluice.diff.Difference.NodeAdded;
import dev.sluice.diff.Difference.NodeChanged;
import dev.sluice.diff.Difference.NodeRemoved;
import dev.sluice.diff.Difference.NodeRenamed;
import dev.sluice.diff.Difference.PartChanged;
import dev.sluice.diff.Fold;
import dev.sluice.diff.ValueChange;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.output.JsonOutput;
import dev.sluice.text.Secrets;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Differences as JSON: one line for each pair of inputs, complete but for secrets. */
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
  public void end(Counted counted) {
    // each line is complete
  }

  private static void writeOutcome(JsonGenerator json, Compared compared) throws IOException {
    Compared.Outcome outcome = compared.outcome();
    if (outcome instanceof Compared.Workflows workflows) {
      json.writeStringField("outcome", compared.differs() ? "CHANGED" : "EQUAL");
      writeDifferences(json, workflows.diff());
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

  /** Writes the member {@code differences}. */
  public static void writeDifferences(JsonGenerator json, WorkflowDiff diff) throws IOException {
    json.writeArrayFieldStart("differences");
    for (Difference difference : diff.differences()) {
      json.writeStartObject();
      writeDifference(json, difference);
      json.writeEndObject();
    }
    if (!diff.folded().isEmpty()) {
      json.writeStartObject();
      json.writeStringField("kind", "FOLDED");
      for (Map.Entry<Fold, List<Difference>> folded : diff.folded().entrySet()) {
        json.writeNumberField(Counted.label(folded.getKey()), folded.getValue().size());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeDifference(JsonGenerator json, Difference difference)
      throws IOException {
    if (difference instanceof NodeAdded added) {
      writeNode(json, "NODE_ADDED", added.node());
      json.writeFieldName("config");
      JsonOutput.write(json, Secrets.masked("", added.node().config()));
    } else if (difference instanceof NodeRemoved removed) {
      writeNode(json, "NODE_REMOVED", removed.node());
    } else if (difference instanceof NodeChanged changed) {
      writeNode(json, "NODE_CHANGED", changed.after());
      writeChanges(json, changed.changes());
    } else if (difference instanceof NodeRenamed renamed) {
      writeNode(json, "NODE_RENAMED", renamed.after());
      json.writeStringField("oldId", renamed.before().id());
      json.writeNumberField("references", renamed.references());
      writeChanges(json, renamed.changes());
    } else if (difference instanceof ConnectionAdded added) {
      writeWire(json, "WIRE_ADDED", added.connection());
    } else if (difference instanceof ConnectionRemoved removed) {
      writeWire(json, "WIRE_REMOVED", removed.connection());
    } else if (difference instanceof ConnectionChanged changed) {
      writeWire(json, "WIRE_CHANGED", changed.after());
      writeChanges(json, changed.changes());
    } else if (difference instanceof PartChanged part) {
      String how = Counted.how(part.change()).toUpperCase(Locale.ROOT);
      json.writeStringField("kind", part.part() + "_" + how);
      writeMembers(json, ValueText.masked(part));
    } else if (difference instanceof KindChanged kind) {
      json.writeStringField("kind", "KIND_CHANGED");
      json.writeStringField("before", kind.before().label());
      json.writeStringField("after", kind.after().label());
    }
  }

  private static void writeNode(JsonGenerator json, String kind, NodeDefinition node)
      throws IOException {
    json.writeStringField("kind", kind);
    json.writeStringField("id", node.id());
    json.writeStringField("type", node.type().name());
    if (node.name().isPresent()) {
      json.writeStringField("name", node.name().get());
    }
  }

  private static void writeWire(JsonGenerator json, String kind, Connection edge)
      throws IOException {
    json.writeStringField("kind", kind);
    json.writeFieldName("connection");
    JsonOutput.write(
        json, List.of(edge.sourceNode(), edge.sourcePort(), edge.targetNode(), edge.targetPort()));
  }

  private static void writeChanges(JsonGenerator json, List<ValueChange> changes)
      throws IOException {
    json.writeArrayFieldStart("changes");
    for (ValueChange each : changes) {
      ValueChange change = ValueText.masked(each);
      json.writeStartObject();
      json.writeStringField("change", change.kind().name());
      writeMembers(json, change);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeMembers(JsonGenerator json, ValueChange change) throws IOException {
    json.writeStringField("path", change.pathText());
    boolean notation =
        change.kind() == ValueChange.Kind.REORDERED
            || (change.kind() == ValueChange.Kind.RESPELLED && change.before().isEmpty());
    if (change.kind() != ValueChange.Kind.ADDED && !notation) {
      json.writeFieldName("before");
      JsonOutput.write(json, change.before().orElse(null));
    }
    if (change.kind() != ValueChange.Kind.REMOVED && !notation) {
      json.writeFieldName("after");
      JsonOutput.write(json, change.after().orElse(null));
    }
  }
}
