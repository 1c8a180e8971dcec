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

/**
 * Compares connections as a set of their four ends, after the ids of renamed nodes are replaced.
 */
final class ConnectionComparison {

  private final ValueComparison values;
  private final RenamedNodes renamedNodes;
  private final Set<Fold> folds;

  ConnectionComparison(ValueComparison values, RenamedNodes renamedNodes, Set<Fold> folds) {
    this.values = values;
    this.renamedNodes = renamedNodes;
    this.folds = folds;
  }

  /** The four ends. */
  private record Ends(String sourceNode, String sourcePort, String targetNode, String targetPort) {}

  /** Adds the changes between two lists of connections, without connections that a loader added. */
  void compare(
      List<Connection> before,
      List<Connection> after,
      List<Difference> differences,
      Map<Fold, List<Difference>> folded) {
    Map<Ends, Connection> old = new LinkedHashMap<>();
    for (Connection connection : before) {
      old.putIfAbsent(mapped(connection), connection);
    }
    Map<Ends, Connection> now = new LinkedHashMap<>();
    for (Connection connection : after) {
      now.putIfAbsent(ends(connection), connection);
    }
    now.forEach(
        (ends, connection) -> {
          Connection twin = old.get(ends);
          if (twin != null) {
            renamedNodes.follow(twin.sourceNode());
            renamedNodes.follow(twin.targetNode());
            compare(twin, connection, differences, folded);
          }
        });
    old.forEach(
        (ends, connection) -> {
          if (!now.containsKey(ends)) {
            differences.add(new ConnectionRemoved(connection));
          }
        });
    now.forEach(
        (ends, connection) -> {
          if (!old.containsKey(ends)) {
            differences.add(new ConnectionAdded(connection));
          }
        });
  }

  /**
   * Whether the connections that are in both lists have the same order and the same number of
   * occurrences.
   */
  boolean haveSameOrder(List<Connection> before, List<Connection> after) {
    List<Ends> old = before.stream().map(this::mapped).toList();
    List<Ends> now = after.stream().map(ConnectionComparison::ends).toList();
    return old.equals(now)
        || MemberComparison.inBoth(old, now).equals(MemberComparison.inBoth(now, old));
  }

  private Ends mapped(Connection connection) {
    return new Ends(
        renamedNodes.idOf(connection.sourceNode()),
        connection.sourcePort(),
        renamedNodes.idOf(connection.targetNode()),
        connection.targetPort());
  }

  private static Ends ends(Connection connection) {
    return new Ends(
        connection.sourceNode(),
        connection.sourcePort(),
        connection.targetNode(),
        connection.targetPort());
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
    names.removeAll(Connection.END_MEMBERS);
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

  /** A connection list in document order without those that a loader added. */
  static List<Connection> written(List<Connection> connections) {
    List<Connection> written = new ArrayList<>(connections.size());
    for (Connection connection : connections) {
      if (!connection.members().isEmpty()) {
        written.add(connection);
      }
    }
    return written;
  }
}
