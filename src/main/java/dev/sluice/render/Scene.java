package dev.sluice.render;

import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import dev.sluice.model.Position;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.text.Quote;
import dev.sluice.types.PortRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a picture shows: the nodes and connections of the document with places and findings. */
final class Scene {

  /** Coordinates beyond this are treated as missing. */
  private static final double FARTHEST = 1e6;

  /** Where nodes are drawn if they have positions. */
  enum Placement {
    STORED,
    /** As stored, but with overlapping boxes moved apart. */
    TIDY,
    LAYERS
  }

  final WorkflowDefinition definition;
  final Map<String, Box> boxes = new LinkedHashMap<>();
  final List<DrawnConnection> connections = new ArrayList<>();
  final List<FrameBox> frames;

  private final List<Finding> all;

  /**
   * A connection between two boxes; one of them is null if its node does not exist.
   *
   * @param findings the findings about it
   */
  record DrawnConnection(
      Connection connection, @Nullable Box source, @Nullable Box target, List<Finding> findings) {}

  Scene(
      WorkflowDefinition definition,
      ValidationReport report,
      boolean allPorts,
      Placement placement) {
    this.definition = definition;
    Ports ports = new Ports(definition, allPorts);
    for (NodeDefinition node : definition.nodes().values()) {
      if (!node.members().isEmpty()) { // the loader added a node without members
        boxes.put(node.id(), new Box(boxes.size(), node, ports.inputs(node), ports.outputs(node)));
      }
    }
    for (Connection connection : definition.connections()) {
      if (!connection.members().isEmpty()) {
        Box source = boxes.get(connection.sourceNode());
        Box target = boxes.get(connection.targetNode());
        connections.add(new DrawnConnection(connection, source, target, new ArrayList<>()));
      }
    }
    all = report.findings();
    all.forEach(this::place);
    boolean usesStored = placement != Placement.LAYERS && placeAsStored();
    if (!usesStored) {
      new LayeredLayout(List.copyOf(boxes.values()), connections).place();
    }
    boolean moved =
        usesStored && placement == Placement.TIDY && Separation.separate(boxes.values());
    frames = FrameBox.of(definition.frames(), boxes, usesStored && !moved);
  }

  /** Gives the boxes their stored positions, and returns whether all have one. */
  private boolean placeAsStored() {
    if (whyNotAsStored(definition).isPresent()) {
      return false;
    }
    for (Box box : boxes.values()) {
      Position position = box.node.position().orElseThrow();
      box.x = position.x();
      box.y = position.y();
    }
    return true;
  }

  /** Why the nodes of a document cannot be drawn at their stored positions; empty if they can. */
  static Optional<String> whyNotAsStored(WorkflowDefinition definition) {
    Set<Position> distinct = new HashSet<>();
    int nodes = 0;
    for (NodeDefinition node : definition.nodes().values()) {
      if (node.members().isEmpty()) {
        continue; // the loader added it
      }
      nodes++;
      Optional<Position> position = node.position();
      if (position.isEmpty()) {
        return Optional.of(
            "node " + Quote.of(node.id()) + " has no position with finite coordinates");
      }
      if (!isUsable(position.get())) {
        return Optional.of(
            "the position of node " + Quote.of(node.id()) + " is farther than a million from 0");
      }
      distinct.add(position.get());
    }
    // generated documents often have one position for all
    return nodes > 1 && distinct.size() == 1
        ? Optional.of("all nodes have the same position")
        : Optional.empty();
  }

  private static boolean isUsable(Position position) {
    return Math.abs(position.x()) <= FARTHEST && Math.abs(position.y()) <= FARTHEST;
  }

  /** Adds a finding to the node or connection that its pointer leads to, if there is one. */
  private void place(Finding finding) {
    String[] steps = finding.pointer().split("/", -1);
    for (int i = 1; i + 1 < steps.length; i++) {
      String key = steps[i + 1].replace("~1", "/").replace("~0", "~");
      if (steps[i].equals("nodes")) {
        Box box = box(key);
        if (box != null) {
          box.findings.add(finding);
        }
        return;
      }
      if (steps[i].equals("connections")) {
        int index = index(key);
        if (index >= 0 && index < connections.size()) {
          connections.get(index).findings().add(finding);
        }
        return;
      }
    }
  }

  /** All findings. */
  List<Finding> findings() {
    return all;
  }

  private @Nullable Box box(String key) {
    if (!definition.form().listedNodes()) {
      return boxes.get(key);
    }
    int index = index(key);
    return index >= 0 && index < boxes.size() ? List.copyOf(boxes.values()).get(index) : null;
  }

  private static int index(String key) {
    return key.matches("\\d{1,8}") ? Integer.parseInt(key) : -1;
  }

  /** The ports of nodes that a picture shows. */
  private static final class Ports {

    private final boolean all;
    private final Map<String, Set<String>> inputs = new HashMap<>();
    private final Map<String, Set<String>> outputs = new HashMap<>();

    Ports(WorkflowDefinition definition, boolean all) {
      this.all = all;
      for (Connection connection : definition.connections()) {
        if (!connection.members().isEmpty()) {
          add(outputs, connection.sourceNode(), connection.sourcePort());
          add(inputs, connection.targetNode(), connection.targetPort());
        }
      }
    }

    private static void add(Map<String, Set<String>> ports, String node, String port) {
      ports.computeIfAbsent(node, any -> new LinkedHashSet<>()).add(port);
    }

    List<Port> inputs(NodeDefinition node) {
      return shown(node.inputs(), inputs.getOrDefault(node.id(), Set.of()));
    }

    List<Port> outputs(NodeDefinition node) {
      return shown(node.outputs(), outputs.getOrDefault(node.id(), Set.of()));
    }

    /** The used ports, including those that the type does not have; exec ports first. */
    private List<Port> shown(List<Port> declared, Set<String> used) {
      List<Port> shown = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (Port port : declared) {
        names.add(port.name());
        if (all || (port.isUsualExec() && used.isEmpty()) || used.contains(port.name())) {
          shown.add(port);
        }
      }
      for (String name : used) {
        if (names.add(name)) {
          shown.add(PortRules.isExecPort(name) ? Port.exec(name) : Port.any(name));
        }
      }
      shown.sort(Comparator.comparing(port -> !port.isExec()));
      return shown;
    }
  }
}
