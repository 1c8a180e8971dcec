package dev.sluice.diff;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Finds nodes that have another id in the second definition.
 *
 * <p>Only nodes of one type whose ids exist in only one definition are paired: first those with
 * equal config and name, then the most similar ones that have a name or a neighbour in common.
 * Where several are equally similar, none is paired.
 */
final class RenameSearch {

  /** Types with more pairs of unmatched nodes are not searched for similar nodes. */
  private static final long MOST_PAIRS = 250_000;

  /** The least share of config members that similar nodes have in common. */
  private static final double LEAST_LIKENESS = 0.6;

  private final Map<String, NodeDefinition> removed;
  private final Map<String, NodeDefinition> added;
  private final RenamedNodes renamedNodes;
  private final BooleanSupplier isOver;

  /**
   * A search among the nodes, by id, that exist only in one definition.
   *
   * @param isOver whether to stop looking for similar nodes
   */
  RenameSearch(
      Map<String, NodeDefinition> removed,
      Map<String, NodeDefinition> added,
      RenamedNodes renamedNodes,
      BooleanSupplier isOver) {
    this.removed = new LinkedHashMap<>(removed);
    this.added = new LinkedHashMap<>(added);
    this.renamedNodes = renamedNodes;
    this.isOver = isOver;
  }

  /** Searches for renamed nodes and records them in {@link RenamedNodes}. */
  void search(List<Connection> before, List<Connection> after) {
    if (removed.isEmpty() || added.isEmpty()) {
      return;
    }
    pairEqual();
    if (removed.isEmpty() || added.isEmpty()) {
      return;
    }
    Neighbours old = Neighbours.of(before, removed.keySet(), renamedNodes::idOf);
    Neighbours now = Neighbours.of(after, added.keySet(), UnaryOperator.identity());
    Map<String, List<NodeDefinition>> candidates = byType(added);
    byType(removed)
        .forEach(
            (type, nodes) -> {
              List<NodeDefinition> others = candidates.getOrDefault(type, List.of());
              if ((long) nodes.size() * others.size() <= MOST_PAIRS) {
                pairSimilar(nodes, others, old, now);
              }
            });
  }

  private static Map<String, List<NodeDefinition>> byType(Map<String, NodeDefinition> nodes) {
    Map<String, List<NodeDefinition>> types = new LinkedHashMap<>();
    nodes
        .values()
        .forEach(
            node -> types.computeIfAbsent(node.type().name(), any -> new ArrayList<>()).add(node));
    return types;
  }

  private void pairEqual() {
    Map<String, List<NodeDefinition>> candidates = byContent(added);
    byContent(removed)
        .forEach(
            (content, nodes) -> {
              List<NodeDefinition> others = candidates.getOrDefault(content, List.of());
              if (nodes.size() == 1 && others.size() == 1) {
                pair(nodes.get(0), others.get(0));
              }
            });
  }

  private static Map<String, List<NodeDefinition>> byContent(Map<String, NodeDefinition> nodes) {
    Map<String, List<NodeDefinition>> contents = new LinkedHashMap<>();
    nodes
        .values()
        .forEach(
            node -> contents.computeIfAbsent(content(node), any -> new ArrayList<>()).add(node));
    return contents;
  }

  /** The type, name and config of a node, with a mark instead of its own id. */
  private static String content(NodeDefinition node) {
    return Canonical.of(
        List.of(node.type().name(), node.name().orElse(""), node.config()),
        text -> text.equals(node.id()) ? "" : text);
  }

  private void pair(NodeDefinition before, NodeDefinition after) {
    renamedNodes.rename(before.id(), after.id());
    removed.remove(before.id());
    added.remove(after.id());
  }

  private void pairSimilar(
      List<NodeDefinition> nodes,
      List<NodeDefinition> others,
      Neighbours before,
      Neighbours after) {
    Best[] ofNodes = bests(nodes.size());
    Best[] ofOthers = bests(others.size());
    for (int i = 0; i < ofNodes.length; i++) {
      if (isOver.getAsBoolean()) {
        return;
      }
      for (int j = 0; j < ofOthers.length; j++) {
        if (haveCommon(nodes.get(i), others.get(j), before, after)) {
          double likeness = likeness(nodes.get(i), others.get(j));
          if (likeness >= LEAST_LIKENESS) {
            ofNodes[i].offer(j, likeness);
            ofOthers[j].offer(i, likeness);
          }
        }
      }
    }
    for (int i = 0; i < ofNodes.length; i++) {
      int j = ofNodes[i].only();
      if (j >= 0 && ofOthers[j].only() == i) {
        pair(nodes.get(i), others.get(j));
      }
    }
  }

  private static Best[] bests(int count) {
    Best[] bests = new Best[count];
    for (int i = 0; i < count; i++) {
      bests[i] = new Best();
    }
    return bests;
  }

  private static boolean haveCommon(
      NodeDefinition node, NodeDefinition other, Neighbours before, Neighbours after) {
    return (node.name().isPresent() && node.name().equals(other.name()))
        || before.haveCommon(node.id(), after, other.id());
  }

  /** The share of equal config members among all; 1 if there are none. */
  private static double likeness(NodeDefinition node, NodeDefinition other) {
    Map<String, Object> one = node.config();
    Map<String, Object> two = other.config();
    int most = Math.min(one.size(), two.size());
    int union = one.size() + two.size() - most;
    if (union == 0) {
      return 1;
    }
    if ((double) most / union < LEAST_LIKENESS) {
      return 0;
    }
    int equal = 0;
    for (Map.Entry<String, Object> member : one.entrySet()) {
      if (two.containsKey(member.getKey())
          && Objects.equals(two.get(member.getKey()), member.getValue())) {
        equal++;
      }
    }
    return (double) equal / (one.size() + two.size() - equal);
  }

  /** The index of the most similar node so far, and whether it is the only one. */
  private static final class Best {
    private double likeness;
    private int index = -1;
    private boolean tied;

    void offer(int candidate, double itsLikeness) {
      if (itsLikeness > likeness) {
        likeness = itsLikeness;
        index = candidate;
        tied = false;
      } else if (itsLikeness == likeness) {
        tied = true;
      }
    }

    /** The index; negative if there is none, or several. */
    int only() {
      return tied ? -1 : index;
    }
  }

  /** For each of some nodes, the ids of the nodes at the other ends of its connections. */
  private record Neighbours(Map<String, Set<String>> byNode) {

    static Neighbours of(
        List<Connection> connections, Set<String> nodes, UnaryOperator<String> renamed) {
      Map<String, Set<String>> byNode = new HashMap<>();
      for (Connection connection : connections) {
        if (nodes.contains(connection.sourceNode())) {
          add(byNode, connection.sourceNode(), renamed.apply(connection.targetNode()));
        }
        if (nodes.contains(connection.targetNode())) {
          add(byNode, connection.targetNode(), renamed.apply(connection.sourceNode()));
        }
      }
      return new Neighbours(byNode);
    }

    private static void add(Map<String, Set<String>> byNode, String node, String neighbour) {
      byNode.computeIfAbsent(node, any -> new HashSet<>()).add(neighbour);
    }

    boolean haveCommon(String node, Neighbours others, String other) {
      Set<String> one = byNode.getOrDefault(node, Set.of());
      Set<String> two = others.byNode.getOrDefault(other, Set.of());
      Set<String> smaller = one.size() <= two.size() ? one : two;
      Set<String> larger = smaller == one ? two : one;
      for (String neighbour : smaller) {
        if (larger.contains(neighbour)) {
          return true;
        }
      }
      return false;
    }
  }
}
