package dev.sluice.render;

import dev.sluice.model.Connection;
import dev.sluice.model.DataType;
import dev.sluice.model.Finding;
import dev.sluice.model.Port;
import dev.sluice.model.Severity;
import dev.sluice.render.Scene.DrawnConnection;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Writes a scene as a flowchart of Mermaid. */
final class MermaidText {

  private final Scene scene;
  private final Appendable out;

  MermaidText(Scene scene, Appendable out) {
    this.scene = scene;
    this.out = out;
  }

  void write() throws IOException {
    out.append("flowchart LR\n");
    Set<Box> written = new HashSet<>();
    for (int i = 0; i < scene.frames.size(); i++) {
      Frame frame = scene.frames.get(i);
      out.append("  subgraph f" + i + "[\"" + escaped(frame.title) + "\"]\n");
      for (Box box : frame.nodes) {
        if (written.add(box)) {
          writeNode("    ", box);
        }
      }
      out.append("  end\n");
    }
    for (Box box : scene.boxes.values()) {
      if (written.add(box)) {
        writeNode("  ", box);
      }
    }
    for (DrawnConnection drawn : scene.connections) {
      writeConnection(drawn);
    }
    out.append("  classDef error stroke:#c21c2c,stroke-width:3px\n");
    out.append("  classDef warning stroke:#8a5a00,stroke-width:3px\n");
    out.append("  classDef info stroke:#0a5fc2,stroke-width:3px\n");
    out.append("  classDef unknown stroke-dasharray:6 4\n");
  }

  private void writeNode(String indent, Box box) throws IOException {
    out.append(indent + "n" + box.number + "[\"" + escaped(box.title));
    out.append("<br/>" + escaped(box.type) + "\"]");
    Severity worst = box.findings.stream().map(Finding::severity).sorted().findFirst().orElse(null);
    if (worst != null) {
      out.append(":::" + worst.name().toLowerCase(Locale.ROOT));
    } else if (box.node.isPlaceholder()) {
      out.append(":::unknown");
    }
    out.append('\n');
  }

  private void writeConnection(DrawnConnection drawn) throws IOException {
    Box source = drawn.source();
    Box target = drawn.target();
    if (source == null || target == null) {
      return;
    }
    Connection connection = drawn.connection();
    boolean exec = source.outputType(connection.sourcePort()) == DataType.EXEC;
    String label =
        exec
            ? connection.sourcePort().equals(Port.EXEC_OUT) ? "" : connection.sourcePort()
            : connection.sourcePort() + " > " + connection.targetPort();
    out.append("  n" + source.number + (exec ? " ==>" : " -.->"));
    out.append(label.isEmpty() ? "" : "|\"" + escaped(label) + "\"|");
    out.append(" n" + target.number + "\n");
  }

  /** Text within quotes; in Mermaid, an entity begins with a hash sign, not an ampersand. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    Quote.safe(text)
        .codePoints()
        .forEach(
            next -> {
              boolean plain = Character.isLetterOrDigit(next) || " _-.,:/()+=".indexOf(next) >= 0;
              if (plain) {
                safe.appendCodePoint(next);
              } else {
                safe.append('#').append(next).append(';');
              }
            });
    return safe.toString();
  }
}
