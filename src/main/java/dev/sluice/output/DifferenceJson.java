package dev.sluice.output;

import com.fasterxml.jackson.core.JsonGenerator;
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
import dev.sluice.text.Secrets;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON of differences, complete except for secrets. */
public final class DifferenceJson {

  private DifferenceJson() {}

  /** Writes the member {@code differences}; its last element counts the folded differences. */
  public static void writeMembers(JsonGenerator json, WorkflowDiff diff) throws IOException {
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
        json.writeNumberField(label(folded.getKey()), folded.getValue().size());
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
      writeConnection(json, "CONNECTION_ADDED", added.connection());
    } else if (difference instanceof ConnectionRemoved removed) {
      writeConnection(json, "CONNECTION_REMOVED", removed.connection());
    } else if (difference instanceof ConnectionChanged changed) {
      writeConnection(json, "CONNECTION_CHANGED", changed.after());
      writeChanges(json, changed.changes());
    } else if (difference instanceof PartChanged part) {
      String how = how(part.change()).toUpperCase(Locale.ROOT);
      json.writeStringField("kind", part.part() + "_" + how);
      writeValues(json, MaskedChange.of(part));
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

  private static void writeConnection(JsonGenerator json, String kind, Connection connection)
      throws IOException {
    json.writeStringField("kind", kind);
    json.writeFieldName("connection");
    JsonOutput.write(
        json,
        List.of(
            connection.sourceNode(),
            connection.sourcePort(),
            connection.targetNode(),
            connection.targetPort()));
  }

  private static void writeChanges(JsonGenerator json, List<ValueChange> changes)
      throws IOException {
    json.writeArrayFieldStart("changes");
    for (ValueChange each : changes) {
      ValueChange change = MaskedChange.of(each);
      json.writeStartObject();
      json.writeStringField("change", change.kind().name());
      writeValues(json, change);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeValues(JsonGenerator json, ValueChange change) throws IOException {
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

  /** How a value outside nodes and connections differs: added, removed or changed. */
  public static String how(ValueChange change) {
    if (change.path().size() == 1) {
      return switch (change.kind()) {
        case ADDED -> "added";
        case REMOVED -> "removed";
        default -> "changed";
      };
    }
    return "changed";
  }

  /** The label of a group in JSON. */
  private static String label(Fold fold) {
    return switch (fold) {
      case LAYOUT -> "layout";
      case SAVED -> "saved";
      case RUN_STATE -> "runState";
      case SPELLING -> "spelling";
    };
  }
}
