package dev.sluice.diff;

import dev.sluice.diff.Difference.ConnectionAdded;
import dev.sluice.diff.Difference.ConnectionChanged;
import dev.sluice.diff.Difference.ConnectionRemoved;
import dev.sluice.diff.ValueChange.Step;
import dev.sluice.model.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares edges as a set of their four ends, after the ids of renamed nodes are replaced. */
final class EdgeComparison {

  /** The members that name an end in one of the dialects. */
  private static final Set<String> ENDS =
      Set.of(
          "source_node",
          "source_port",
          "target_node",
          "target_port",
          "from_node",
          "from_port",
          "to_node",
          "to_port",
          "from",
          "to",
          "source",
          "target",
          "out",
          "in",
          "exec_out",
          "exec_in");

  private final ValueComparison values;
  private final References references;
  private final Set<Fold> folds;

  EdgeComparison(ValueComparison values, References references, Set<Fold> folds) {
    this.values = values;
    this.references = references;
    this.folds = folds;
  }

  /** The four ends. */
  private record Ends(String sourceNode, String sourcePort, String targetNode, String targetPort) {}

  /** Adds what changed; the edges are those that a document has. */
  void compare(
      List<Connection> before,
      List<Connection> after,
      List<Difference> differences,
      Map<Fold, List<Difference>> folded) {
    Map<Ends, Connection> old = new LinkedHashMap<>();
    for (Connection edge : before) {
      old.putIfAbsent(mapped(edge), edge);
    }
    Map<Ends, Connection> now = new LinkedHashMap<>();
    for (Connection edge : after) {
      now.putIfAbsent(ends(edge), edge);
    }
    now.forEach(
        (ends, edge) -> {
          Connection twin = old.get(ends);
          if (twin != null) {
            references.follow(twin.sourceNode());
            references.follow(twin.targetNode());
            compare(twin, edge, differences, folded);
          }
        });
    old.forEach(
        (ends, edge) -> {
          if (!now.containsKey(ends)) {
            differences.add(new ConnectionRemoved(edge));
          }
        });
    now.forEach(
        (ends, edge) -> {
          if (!old.containsKey(ends)) {
            differences.add(new ConnectionAdded(edge));
          }
        });
  }

  /** Whether the edges that both lists have are in the same order, and as often. */
  boolean haveSameOrder(List<Connection> before, List<Connection> after) {
    List<Ends> old = before.stream().map(this::mapped).toList();
    List<Ends> now = after.stream().map(EdgeComparison::ends).toList();
    return old.equals(now)
        || MemberComparison.inBoth(old, now).equals(MemberComparison.inBoth(now, old));
  }

  private Ends mapped(Connection edge) {
    return new Ends(
        references.idOf(edge.sourceNode()),
        edge.sourcePort(),
        references.idOf(edge.targetNode()),
        edge.targetPort());
  }

  private static Ends ends(Connection edge) {
    return new Ends(edge.sourceNode(), edge.sourcePort(), edge.targetNode(), edge.targetPort());
  }

  private void compare(
      Connection before,
      Connection after,
      List<Difference> differences,
      Map<Fold, List<Difference>> folded) {
    if (Canonical.identical(before.members(), after.members())) {
      return;
    }
    Changes changes = new Changes(folds);
    Set<String> names = new TreeSet<>(before.members().keySet());
    names.addAll(after.members().keySet());
    names.removeAll(ENDS);
    for (String name : names) {
      List<Step> path = List.of(new Step.Key(name));
      if (!before.members().containsKey(name)) {
        changes.add(null, ValueChange.added(path, after.members().get(name)));
      } else if (!after.members().containsKey(name)) {
        changes.add(null, ValueChange.removed(path, before.members().get(name)));
      } else {
        values.compare(
            path, before.members().get(name), after.members().get(name), changes.in(null));
      }
    }
    if (changes.isEmpty() && ends(before).equals(ends(after))) {
      changes.add(null, ValueChange.respelled(List.of(), null, null));
    }
    if (!changes.counting().isEmpty()) {
      differences.add(new ConnectionChanged(before, after, changes.counting()));
    }
    changes.addFolded(folded, all -> List.of(new ConnectionChanged(before, after, all)));
  }

  /** An edge list in document order without those that a loader added. */
  static List<Connection> written(List<Connection> edges) {
    List<Connection> written = new ArrayList<>(edges.size());
    for (Connection edge : edges) {
      if (!edge.members().isEmpty()) {
        written.add(edge);
      }
    }
    return written;
  }
}
