package dev.sluice.fix;

import dev.sluice.fix.Fix.Safety;
import dev.sluice.model.Connection;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.record.CanonicalMembers;
import dev.sluice.record.ConnectionEnds;
import dev.sluice.record.Dialect;
import dev.sluice.record.NodeFields;
import dev.sluice.text.Pointers;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replaces dialects of nodes and connections by the canonical form, where that loses nothing. */
final class DialectFixes {

  /** The beginning of an action, before the description of the dialect. */
  static final String ACTION = "the canonical form replaces one where ";

  private final FixPass pass;
  private final Draft draft;

  /** The first place of each dialect; fixes of those in {@link #kept} are marked as lossy. */
  private final Map<Dialect, String> replaced = new EnumMap<>(Dialect.class);

  private final Map<Dialect, String> kept = new EnumMap<>(Dialect.class);

  /** The pointer of the first position that is replaced; empty if there is none. */
  private String positions = "";

  DialectFixes(FixPass pass, Draft draft) {
    this.pass = pass;
    this.draft = draft;
  }

  void run() {
    nodes();
    List<Connection> connections = draft.connections();
    for (int i = 0; i < connections.size(); i++) {
      connection(connections.get(i), i);
    }
    replaced.forEach(
        (dialect, pointer) -> pass.add(fix(pointer, dialect.description(), Safety.SAFE)));
    kept.forEach((dialect, pointer) -> pass.add(fix(pointer, dialect.description(), Safety.LOSSY)));
  }

  private static Fix fix(String pointer, String difference, Safety safety) {
    return new Fix(FindingCode.DIALECT, pointer, "", ACTION + difference, safety);
  }

  private void nodes() {
    List<NodeDefinition> nodes = draft.nodes();
    // a listed node without its own id has its index as id, which an object cannot express
    boolean haveIds = nodes.stream().allMatch(DialectFixes::hasId);
    boolean canChange = haveIds || !draft.isListed();
    for (int i = 0; i < nodes.size(); i++) {
      NodeDefinition node = nodes.get(i);
      String pointer = draft.pointerOfNode(node.id(), i);
      NodeFields fields = NodeFields.of(node.id(), node.members());
      if (!fields.dialects().isEmpty()) {
        node(node, fields, pointer, canChange);
      } else if (hasPositionObject(node) && canChange) {
        position(node, pointer);
      }
    }
    if (!positions.isEmpty()) {
      pass.add(fix(positions, "positions are objects instead of lists", Safety.SAFE));
    }
    if (draft.isListed()) {
      String first = nodes.isEmpty() ? "" : draft.pointerOfNode(nodes.get(0).id(), 0);
      (haveIds ? replaced : kept).put(Dialect.LISTED_NODES, first);
      if (haveIds) {
        draft.listNodesById();
      }
    }
  }

  private static boolean hasId(NodeDefinition node) {
    return node.id().equals(NodeFields.of(node.id(), node.members()).ownId());
  }

  private static boolean hasPositionObject(NodeDefinition node) {
    return node.members().get("position") instanceof Map<?, ?> && node.position().isPresent();
  }

  private void position(NodeDefinition node, String pointer) {
    if (CanonicalMembers.keepsNode(node.members())) {
      positions = positions.isEmpty() ? Pointers.child(pointer, "position") : positions;
      Map<String, @Nullable Object> members = new LinkedHashMap<>(node.members());
      members.replace("position", CanonicalMembers.position(members.get("position")));
      draft.setNode(node.id(), members);
    }
  }

  private void node(NodeDefinition node, NodeFields fields, String pointer, boolean canChange) {
    boolean keeps = canChange && CanonicalMembers.keepsNode(node.members());
    for (Dialect dialect : fields.dialects()) {
      (keeps ? replaced : kept).putIfAbsent(dialect, pointer);
    }
    if (keeps) {
      draft.setNode(
          node.id(),
          CanonicalMembers.node(node.id(), node.members(), fields.type(), fields.config()));
    }
  }

  private void connection(Connection connection, int index) {
    if (ConnectionEnds.of(connection.members()).canonical()) {
      return;
    }
    boolean keeps = CanonicalMembers.keepsConnection(connection.members());
    (keeps ? replaced : kept).putIfAbsent(Dialect.OTHER_ENDS, draft.pointerOfConnection(index));
    if (keeps) {
      draft.setConnection(index, CanonicalMembers.connection(connection));
    }
  }
}
