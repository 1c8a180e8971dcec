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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
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
  final List<Frame> frames;

  private final List<Box> numbered;
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
    numbered = List.copyOf(boxes.values());
    all = report.findings();
    all.forEach(this::place);
    frames = place(placement);
  }

  /** Gives boxes and frames their places, and returns the frames that are drawn. */
  private List<Frame> place(Placement placement) {
    List<Frame> all = Frame.of(definition.frames(), boxes);
    boolean usesStored = placement != Placement.LAYERS && placeAsStored();
    if (usesStored && placement == Placement.STORED) {
      for (Frame frame : all) {
        if (frame.isStored) {
          frame.include(frame.nodesThatBeginInside());
        } else {
          frame.surround(frame.nodes);
        }
      }
      return all.stream().filter(frame -> frame.isStored || !frame.nodes.isEmpty()).toList();
    }
    FrameNesting nesting = new FrameNesting(numbered, all);
    if (usesStored) {
      nesting.place(Separation::separate, Scene::placeTidily);
    } else {
      List<List<Box>> successors = successors();
      nesting.place(
          blocks -> new LayeredLayout(blocks, edges(blocks, successors)).place(), Frame::surround);
    }
    return all.stream().filter(nesting.frames()::contains).toList();
  }

  private static void placeTidily(Frame frame, List<Block> members) {
    if (frame.isStored && frame.nodesThatBeginInside().size() == frame.nodes.size()) {
      frame.include(members);
    } else {
      frame.surround(members);
    }
  }

  private List<List<Box>> successors() {
    List<List<Box>> successors = new ArrayList<>(boxes.size());
    boxes.values().forEach(box -> successors.add(new ArrayList<>(2)));
    for (DrawnConnection drawn : connections) {
      if (drawn.source() != null && drawn.target() != null) {
        successors.get(drawn.source().number).add(drawn.target());
      }
    }
    return successors;
  }

  /** For each block, the numbers of the other blocks to which connections lead from its nodes. */
  private static List<List<Integer>> edges(
      List<? extends Block> blocks, List<List<Box>> successors) {
    Map<Box, Integer> numbers = new LinkedHashMap<>();
    for (int i = 0; i < blocks.size(); i++) {
      int number = i;
      Block block = blocks.get(i);
      List<Box> nodes = block instanceof Frame frame ? frame.nodes : List.of((Box) block);
      nodes.forEach(node -> numbers.putIfAbsent(node, number));
    }
    List<List<Integer>> edges = new ArrayList<>(blocks.size());
    blocks.forEach(block -> edges.add(new ArrayList<>(2)));
    numbers.forEach(
        (node, from) -> {
          for (Box next : successors.get(node.number)) {
            Integer to = numbers.get(next);
            if (to != null && !to.equals(from)) {
              edges.get(from).add(to);
            }
          }
        });
    return edges;
  }

  /** How many nodes have to move for no node to cover another; 0 if nodes are in layers. */
  int overlaps() {
    return Separation.countOverlapping(numbered);
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

  /** Adds a finding to the nodes and connections that its pointers lead to. */
  private void place(Finding finding) {
    Set<List<Finding>> places = Collections.newSetFromMap(new IdentityHashMap<>());
    add(finding, finding.pointer(), places);
    finding.related().forEach(pointer -> add(finding, pointer, places));
  }

  private void add(Finding finding, String pointer, Set<List<Finding>> places) {
    List<Finding> place = placeOf(pointer);
    if (place != null && places.add(place)) {
      place.add(finding);
    }
  }

  /** The findings of the node or connection that a pointer leads to; null if there is none. */
  private @Nullable List<Finding> placeOf(String pointer) {
    String[] steps = pointer.split("/", -1);
    for (int i = 1; i + 1 < steps.length; i++) {
      String key = steps[i + 1].replace("~1", "/").replace("~0", "~");
      if (steps[i].equals("nodes")) {
        Box box = box(key);
        return box == null ? null : box.findings;
      }
      if (steps[i].equals("connections")) {
        int index = index(key);
        return index >= 0 && index < connections.size() ? connections.get(index).findings() : null;
      }
    }
    return null;
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
    return index >= 0 && index < numbered.size() ? numbered.get(index) : null;
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
