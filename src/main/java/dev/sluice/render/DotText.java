package dev.sluice.render;

import dev.sluice.model.Connection;
import dev.sluice.model.DataType;
import dev.sluice.model.Finding;
import dev.sluice.model.Port;
import dev.sluice.model.Severity;
import dev.sluice.render.Scene.DrawnConnection;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a scene in Graphviz's language: records with ports, and the positions for {@code neato}.
 */
final class DotText {

  private final Scene scene;
  private final Appendable out;

  DotText(Scene scene, Appendable out) {
    this.scene = scene;
    this.out = out;
  }

  void write() throws IOException {
    out.append("// dot -Tsvg, or neato -n -Tsvg to keep the positions\n");
    out.append("digraph {\n  rankdir=LR;\n");
    out.append("  label=\"" + quoted(scene.definition.metadata().name()) + "\";\n");
    out.append("  node [shape=record, fontname=\"Helvetica\", fontsize=11];\n");
    for (Box box : scene.boxes.values()) {
      writeNode(box);
    }
    for (int i = 0; i < scene.frames.size(); i++) {
      Frame frame = scene.frames.get(i);
      out.append("  subgraph cluster_" + i + " {\n    label=\"" + quoted(frame.title) + "\";\n");
      for (Box box : frame.nodes) {
        out.append("    n" + box.number + ";\n");
      }
      out.append("  }\n");
    }
    for (DrawnConnection drawn : scene.connections) {
      writeConnection(drawn);
    }
    out.append("}\n");
  }

  private void writeNode(Box box) throws IOException {
    List<String> parts = new ArrayList<>();
    addPorts(parts, box.inputs, "i");
    parts.add("{" + field(box.title) + "|" + field(box.type) + "}");
    addPorts(parts, box.outputs, "o");
    out.append("  n" + box.number + " [label=\"" + String.join("|", parts) + "\", pos=\"");
    out.append(Markup.text(box.x + box.width / 2.0) + ",");
    out.append(Markup.text(-(box.y + box.height / 2.0)) + "\"");
    Severity worst = box.findings.stream().map(Finding::severity).sorted().findFirst().orElse(null);
    if (worst != null) {
      out.append(", color=\"" + Palette.of(worst).light() + "\", penwidth=2");
    }
    out.append(box.node.isPlaceholder() ? ", style=dashed];\n" : "];\n");
  }

  private static void addPorts(List<String> parts, List<Port> ports, String prefix) {
    if (!ports.isEmpty()) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < ports.size(); i++) {
        fields.add("<" + prefix + i + "> " + field(ports.get(i).name()));
      }
      parts.add("{" + String.join("|", fields) + "}");
    }
  }

  private void writeConnection(DrawnConnection drawn) throws IOException {
    Box source = drawn.source();
    Box target = drawn.target();
    if (source == null || target == null) {
      return;
    }
    Connection connection = drawn.connection();
    boolean exec = source.outputType(connection.sourcePort()) == DataType.EXEC;
    out.append(
        "  n" + source.number + ":o" + index(source.outputs, connection.sourcePort()) + ":e -> n");
    out.append(target.number + ":i" + index(target.inputs, connection.targetPort()) + ":w");
    out.append(exec ? " [penwidth=2];\n" : " [style=dashed];\n");
  }

  private static int index(List<Port> ports, String name) {
    for (int i = 0; i < ports.size(); i++) {
      if (ports.get(i).name().equals(name)) {
        return i;
      }
    }
    return 0;
  }

  private static String quoted(String text) {
    return Quote.safe(text).replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** Text within a record, where more characters have a meaning. */
  private static String field(String text) {
    return quoted(text).replaceAll("[{}|<>]", "\\\\$0");
  }
}
