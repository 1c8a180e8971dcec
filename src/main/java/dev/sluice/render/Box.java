package dev.sluice.render;

import dev.sluice.model.DataType;
import dev.sluice.model.Finding;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node with its place and size in a picture; its width and height are whole numbers. */
final class Box extends Block {

  static final int HEADER = 40;
  static final int ROW = 20;
  static final int MOST_WIDTH = 220;
  static final int TITLE_SIZE = 13;
  static final int TYPE_SIZE = 11;
  static final int PORT_SIZE = 10;

  private static final int LEAST_WIDTH = 160;
  private static final int PADDING = 12;
  private static final int FOOT = 8;

  /** The space beside the title for a badge. */
  private static final int BADGE = 24;

  final int number;
  final NodeDefinition node;
  final String title;
  final String type;
  final List<Port> inputs;
  final List<Port> outputs;
  final List<Finding> findings = new ArrayList<>();

  /** A node with the ports to show, which has no place yet. */
  Box(int number, NodeDefinition node, List<Port> inputs, List<Port> outputs) {
    this.number = number;
    this.node = node;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    title = node.name().filter(name -> !name.isBlank()).orElse(node.id());
    String known =
        node.isPlaceholder() ? node.declaredType() + " (unknown type)" : node.type().name();
    type = Boolean.TRUE.equals(node.config().get("_disabled")) ? known + " (disabled)" : known;
    int text =
        Math.max(
            TextWidth.of(title, TITLE_SIZE, true) + BADGE, TextWidth.of(type, TYPE_SIZE, false));
    width = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, text + 2 * PADDING));
    height = HEADER + ROW * Math.max(this.inputs.size(), this.outputs.size()) + FOOT;
  }

  /** The height of an input's centre. */
  double inputY(String port) {
    return y + row(inputs, port);
  }

  /** The height of an output's centre. */
  double outputY(String port) {
    return y + row(outputs, port);
  }

  private static int row(List<Port> ports, String name) {
    for (int i = 0; i < ports.size(); i++) {
      if (ports.get(i).name().equals(name)) {
        return HEADER + ROW * i + ROW / 2 + FOOT / 2;
      }
    }
    return HEADER / 2;
  }

  /** The type of an output; {@code ANY} if the node has no such port. */
  DataType outputType(String port) {
    Optional<Port> found = outputs.stream().filter(out -> out.name().equals(port)).findFirst();
    return found.map(Port::dataType).orElse(DataType.ANY);
  }
}
