package dev.sluice.diff;

import dev.sluice.diff.Difference.KindChanged;
import dev.sluice.diff.Difference.NodeAdded;
import dev.sluice.diff.Difference.NodeChanged;
import dev.sluice.diff.Difference.NodeRemoved;
import dev.sluice.diff.Difference.NodeRenamed;
import dev.sluice.diff.Difference.Part;
import dev.sluice.diff.Difference.PartChanged;
import dev.sluice.diff.ValueChange.Step;
import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One comparison of two definitions, part by part. */
final class Comparison {

  private final WorkflowDefinition before;
  private final WorkflowDefinition after;
  private final Set<Fold> folds;
  private final RenamedNodes renamedNodes = new RenamedNodes();
  private final ValueComparison values = new ValueComparison(renamedNodes);
  private final Map<Fold, List<Difference>> folded = new EnumMap<>(Fold.class);
  private final BooleanSupplier over;
  private boolean ended;

  Comparison(
      WorkflowDefinition before, WorkflowDefinition after, Set<Fold> folds, BooleanSupplier over) {
    this.before = before;
    this.after = after;
    this.folds = folds;
    this.over = over;
  }

  /** Whether to stop comparing. */
  private boolean isOver() {
    ended = ended || over.getAsBoolean();
    return ended;
  }

  WorkflowDiff run() {
    Map<String, NodeDefinition> old = written(before.nodes());
    Map<String, NodeDefinition> now = written(after.nodes());
    List<Connection> oldConnections = ConnectionComparison.written(before.connections());
    List<Connection> newConnections = ConnectionComparison.written(after.connections());
    new RenameSearch(without(old, now), without(now, old), renamedNodes, this::isOver)
        .search(oldConnections, newConnections);

    Map<String, Changes> nodes = compareNodes(old, now);
    List<Difference> connections = new ArrayList<>();
    ConnectionComparison connectionComparison =
        new ConnectionComparison(values, renamedNodes, folds);
    if (!isOver()) {
      connectionComparison.compare(oldConnections, newConnections, connections, folded);
    }
    List<Difference> parts = new ArrayList<>();
    if (!isOver()) {
      new MemberComparison(values, folds, parts, folded).compare(before, after);
    }
    if (!isOver()) {
      new FrameComparison(values, renamedNodes, folds, parts, folded)
          .compare(before.frames(), after.frames());
    }

    List<Difference> differences = new ArrayList<>();
    if (before.kind() != after.kind()) {
      differences.add(new KindChanged(before.kind(), after.kind()));
    }
    addNodes(old, now, nodes, differences); // last, when all renamed nodes are counted
    differences.addAll(connections);
    differences.addAll(parts);
    if (!isOver() && !haveSameOrder(old, now)) {
      addOrder("nodes", differences);
    }
    if (!isOver() && !connectionComparison.haveSameOrder(oldConnections, newConnections)) {
      addOrder("connections", differences);
    }
    return new WorkflowDiff(differences, folded, !ended);
  }

  /** The nodes that the document has, without those that the loader added. */
  private static Map<String, NodeDefinition> written(Map<String, NodeDefinition> nodes) {
    Map<String, NodeDefinition> written = new LinkedHashMap<>(nodes);
    written.values().removeIf(node -> node.members().isEmpty());
    return written;
  }

  private static Map<String, NodeDefinition> without(
      Map<String, NodeDefinition> nodes, Map<String, NodeDefinition> others) {
    Map<String, NodeDefinition> rest = new LinkedHashMap<>();
    nodes.forEach(
        (id, node) -> {
          if (!others.containsKey(id)) {
            rest.put(id, node);
          }
        });
    return rest;
  }

  /** The changes of each node that both definitions have, by its id in the second. */
  private Map<String, Changes> compareNodes(
      Map<String, NodeDefinition> old, Map<String, NodeDefinition> now) {
    NodeComparison comparison = new NodeComparison(values, folds);
    Map<String, Changes> changes = new HashMap<>();
    old.forEach(
        (id, node) -> {
          NodeDefinition twin = now.get(renamedNodes.idOf(id));
          if (twin != null && !isOver()) {
            changes.put(twin.id(), comparison.compare(node, twin));
          }
        });
    return changes;
  }

  private void addNodes(
      Map<String, NodeDefinition> old,
      Map<String, NodeDefinition> now,
      Map<String, Changes> changes,
      List<Difference> differences) {
    Map<String, String> oldIds = new HashMap<>();
    renamedNodes.all().forEach((from, to) -> oldIds.put(to, from));
    now.forEach(
        (id, node) -> {
          NodeDefinition twin = old.get(oldIds.getOrDefault(id, id));
          Changes its = changes.get(id);
          if (twin == null) {
            differences.add(new NodeAdded(node));
          } else if (its == null) {
            return; // the comparison ended before it
          } else if (!twin.id().equals(id)) {
            int following = renamedNodes.following(twin.id());
            differences.add(new NodeRenamed(twin, node, following, its.counting()));
          } else if (!its.counting().isEmpty()) {
            differences.add(new NodeChanged(twin, node, its.counting()));
          }
          if (twin != null && its != null) {
            its.addFolded(folded, all -> List.of(new NodeChanged(twin, node, all)));
          }
        });
    old.forEach(
        (id, node) -> {
          if (!now.containsKey(renamedNodes.idOf(id))) {
            differences.add(new NodeRemoved(node));
          }
        });
  }

  private boolean haveSameOrder(Map<String, NodeDefinition> old, Map<String, NodeDefinition> now) {
    List<String> mapped = old.keySet().stream().map(renamedNodes::idOf).toList();
    return MemberComparison.inBoth(mapped, now.keySet())
        .equals(MemberComparison.inBoth(now.keySet(), mapped));
  }

  private void addOrder(String member, List<Difference> differences) {
    Difference difference =
        new PartChanged(Part.DOCUMENT, ValueChange.reordered(List.of(new Step.Key(member))), false);
    if (folds.contains(Fold.SPELLING)) {
      folded.computeIfAbsent(Fold.SPELLING, any -> new ArrayList<>()).add(difference);
    } else {
      differences.add(difference);
    }
  }
}
