package dev.sluice.diff;

import dev.sluice.diff.ValueChange.Step;
import dev.sluice.model.NodeDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the content of two nodes in any dialects. */
final class NodeComparison {

  private static final Set<String> IDS = Set.of("node_id", "id");

  private static final List<Step> TYPE = List.of(new Step.Key("type"));
  private static final List<Step> CONFIG = List.of(new Step.Key("config"));
  private static final List<Step> POSITION = List.of(new Step.Key("position"));

  private final ValueComparison values;
  private final Set<Fold> folds;

  NodeComparison(ValueComparison values, Set<Fold> folds) {
    this.values = values;
    this.folds = folds;
  }

  /** The changes of a node; the ids may differ. */
  Changes compare(NodeDefinition before, NodeDefinition after) {
    Changes changes = new Changes(folds);
    if (before.declaredType().equals(after.declaredType())
        && Canonical.identical(before.members(), after.members())
        && Canonical.identical(before.config(), after.config())) {
      return changes;
    }
    if (!before.declaredType().equals(after.declaredType())) {
      changes.add(null, ValueChange.changed(TYPE, before.declaredType(), after.declaredType()));
    }
    compareConfigs(before, after, changes);
    compareMembers(before, after, changes);
    comparePositions(before, after, changes);
    if (changes.isEmpty() && before.id().equals(after.id())) {
      changes.add(null, ValueChange.respelled(List.of(), null, null));
    }
    return changes;
  }

  private void compareConfigs(NodeDefinition before, NodeDefinition after, Changes changes) {
    values.compare(
        CONFIG,
        before.config(),
        after.config(),
        change -> changes.add(fold(change, before, after), change));
  }

  /** The group of a change within the config; the types before and after must agree on it. */
  private static @Nullable Fold fold(
      ValueChange change, NodeDefinition before, NodeDefinition after) {
    return change.path().size() == 2 && change.path().get(1) instanceof Step.Key key
        ? Fold.ofConfig(before.type(), key.name())
            .filter(fold -> Fold.ofConfig(after.type(), key.name()).isPresent())
            .orElse(null)
        : null;
  }

  private void compareMembers(NodeDefinition before, NodeDefinition after, Changes changes) {
    Set<String> names = new TreeSet<>();
    collectOthers(before, names);
    collectOthers(after, names);
    for (String name : names) {
      compareMember(
          List.of(new Step.Key(name)),
          before.members(),
          after.members(),
          name,
          changes,
          Fold.ofNodeMember(name).orElse(null));
    }
  }

  private void compareMember(
      List<Step> path,
      Map<String, Object> before,
      Map<String, Object> after,
      String name,
      Changes changes,
      @Nullable Fold fold) {
    if (!before.containsKey(name)) {
      changes.add(fold, ValueChange.added(path, after.get(name)));
    } else if (!after.containsKey(name)) {
      changes.add(fold, ValueChange.removed(path, before.get(name)));
    } else {
      values.compare(path, before.get(name), after.get(name), changes.in(fold));
    }
  }

  /** The members that are not the node's id, type, config or position in some dialect. */
  private static void collectOthers(NodeDefinition node, Set<String> names) {
    Optional<String> type =
        NodeDefinition.TYPE_MEMBERS.stream().filter(node.members()::containsKey).findFirst();
    node.members()
        .forEach(
            (name, value) -> {
              boolean known =
                  (IDS.contains(name) && node.id().equals(value))
                      || type.filter(name::equals).isPresent()
                      || (NodeDefinition.CONFIG_MEMBERS.contains(name) && value instanceof Map)
                      || name.equals("position")
                      || name.equals("pos");
              if (!known) {
                names.add(name);
              }
            });
  }

  private void comparePositions(NodeDefinition before, NodeDefinition after, Changes changes) {
    Object old = position(before);
    Object now = position(after);
    if (Canonical.identical(old, now)) {
      return;
    }
    boolean same =
        before.position().isPresent()
            ? before.position().equals(after.position())
            : Objects.equals(old, now);
    if (same) {
      changes.add(null, ValueChange.respelled(POSITION, old, now));
    } else if (old == null) {
      changes.add(Fold.LAYOUT, ValueChange.added(POSITION, now));
    } else if (now == null) {
      changes.add(Fold.LAYOUT, ValueChange.removed(POSITION, old));
    } else {
      changes.add(Fold.LAYOUT, ValueChange.changed(POSITION, old, now));
    }
  }

  private static @Nullable Object position(NodeDefinition node) {
    return node.members().containsKey("position")
        ? node.members().get("position")
        : node.members().get("pos");
  }
}
