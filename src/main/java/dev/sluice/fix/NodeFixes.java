package dev.sluice.fix;

import dev.sluice.check.DeclaredTypes;
import dev.sluice.config.Limits;
import dev.sluice.fix.Fix.Safety;
import dev.sluice.lint.RunState;
import dev.sluice.migrate.MigrationPlan;
import dev.sluice.migrate.NodeMigration;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.PropertySpec;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.Dialect;
import dev.sluice.record.NodeFields;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.text.NearestNames;
import dev.sluice.text.Pointers;
import dev.sluice.text.Quote;
import dev.sluice.text.Secrets;
import dev.sluice.types.TypeTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Corrects nodes: obsolete types, ids, run state, and names with only one similar known name. */
final class NodeFixes {

  /** The most searches for similar names in a document; each compares all known names. */
  private static final int MOST_SEARCHES = 50;

  private final FixPass pass;
  private final Draft draft;
  private final TypeTable types;
  private final NodeRegistry registry;
  private final DeclaredTypes declared;
  private final Map<List<String>, Optional<String>> searched = new HashMap<>();

  NodeFixes(FixPass pass, Draft draft, NodeRegistry registry) {
    this.pass = pass;
    this.draft = draft;
    this.registry = registry;
    this.types = new TypeTable(registry);
    this.declared = new DeclaredTypes(registry::isBuiltIn);
  }

  void run(WorkflowDefinition definition, Limits limits) {
    Map<String, NodeMigration> planned = new HashMap<>();
    WorkflowDefinition migrated = definition;
    if (pass.wants(FindingCode.MIGRATED_TYPE)) {
      MigrationPlan plan = MigrationPlan.of(definition, registry, limits);
      plan.nodes().forEach(node -> planned.put(node.node(), node));
      migrated = plan.apply();
    }
    List<NodeDefinition> nodes = draft.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      NodeDefinition node = nodes.get(i);
      Subject subject = new Subject(node, draft.pointerOfNode(node.id(), i));
      NodeMigration migration = planned.get(node.id());
      if (migration != null) {
        migrate(subject, migration, migrated);
      } else {
        type(subject);
        keys(subject);
        choices(subject);
      }
      id(subject);
      runState(subject);
    }
  }

  /** A node and its pointer in the document. */
  private record Subject(NodeDefinition node, String pointer) {

    Fix fix(FindingCode code, List<String> members, String action, Safety safety) {
      StringBuilder at = new StringBuilder(pointer);
      members.forEach(member -> Pointers.append(at, member));
      return new Fix(code, at.toString(), "node " + Quote.of(node.id()), action, safety);
    }
  }

  private void migrate(Subject subject, NodeMigration migration, WorkflowDefinition migrated) {
    String member = NodeFields.of(subject.node().id(), subject.node().members()).typeMember();
    Safety safety = migration.lossless() ? Safety.SAFE : Safety.UNSAFE;
    if (pass.add(
        subject.fix(FindingCode.MIGRATED_TYPE, List.of(member), migration.note(), safety))) {
      migrated.node(subject.node().id()).ifPresent(now -> draft.setNode(now.id(), now.members()));
    }
  }

  private void type(Subject subject) {
    NodeDefinition node = subject.node();
    if (!node.isPlaceholder() || !pass.wants(FindingCode.UNKNOWN_NODE_TYPE)) {
      return;
    }
    String type = node.declaredType();
    types.of(type);
    if (types.categoryOfAbstract(type).isPresent()) {
      return;
    }
    Optional<String> meant = only("", type, () -> types.nearest(type));
    String member = NodeFields.of(node.id(), node.members()).typeMember();
    if (meant.isPresent()
        && pass.add(
            subject.fix(
                FindingCode.UNKNOWN_NODE_TYPE,
                List.of(member),
                becomes("type", type, meant.get()),
                Safety.UNSAFE))) {
      String written = String.valueOf(node.members().get(member));
      String prefix = written.substring(0, Math.max(0, written.length() - type.length()));
      put(node.id(), members -> replaced(members, member, prefix + meant.get()));
    }
  }

  private interface Names {
    List<String> nearest();
  }

  /** The only known name that is similar to an unknown one. */
  private Optional<String> only(String owner, String unknown, Names names) {
    List<String> key = List.of(owner, unknown);
    Optional<String> known = searched.get(key);
    if (known == null) {
      List<String> nearest = searched.size() < MOST_SEARCHES ? names.nearest() : List.of();
      known = nearest.size() == 1 ? Optional.of(nearest.get(0)) : Optional.empty();
      searched.put(key, known);
    }
    return known;
  }

  private static String becomes(String what, String old, String now) {
    return "the " + what + " " + Quote.of(old) + " becomes " + Quote.of(now);
  }

  private void keys(Subject subject) {
    NodeDefinition node = subject.node();
    NodeType type = node.type();
    if (type.openConfig() || !pass.wants(FindingCode.UNKNOWN_CONFIG_KEY)) {
      return;
    }
    for (String key : declared.undeclaredKeys(node.config(), type)) {
      List<String> names = type.properties().stream().map(PropertySpec::name).toList();
      Optional<String> meant = only(type.name(), key, () -> NearestNames.of(key, names));
      if (meant.isEmpty() || node.config().containsKey(meant.get())) {
        continue;
      }
      for (String holder : NodeDefinition.CONFIG_MEMBERS) {
        if (node.members().get(holder) instanceof Map<?, ?> config && config.containsKey(key)) {
          rename(subject, holder, key, meant.get());
        }
      }
    }
  }

  /** Replaces values that are not among the choices of their property. */
  private void choices(Subject subject) {
    if (!pass.wants(FindingCode.INVALID_CONFIG_VALUE)) {
      return;
    }
    NodeDefinition node = subject.node();
    for (PropertySpec property : node.type().properties()) {
      String key = property.name();
      if (node.config().get(key) instanceof String value && isNoChoice(property, value)) {
        List<String> names = property.choices().stream().map(String::valueOf).toList();
        only(key, value, () -> NearestNames.of(value, names))
            .ifPresent(meant -> choose(subject, key, value, meant));
      }
    }
  }

  private static boolean isNoChoice(PropertySpec property, String value) {
    return !property.choices().isEmpty()
        && !property.type().equals("multi_choice")
        && !value.isEmpty()
        && !value.contains("{{")
        && !value.contains("${")
        && !Secrets.isSecretKey(property.name())
        && property.choices().stream()
            .noneMatch(choice -> String.valueOf(choice).equalsIgnoreCase(value));
  }

  private void choose(Subject subject, String key, String value, String meant) {
    List<String> way = wayTo(subject.node(), key);
    Fix fix =
        subject.fix(
            FindingCode.INVALID_CONFIG_VALUE,
            way,
            "the value " + Quote.of(value) + " of " + Quote.of(key) + " becomes " + Quote.of(meant),
            Safety.UNSAFE);
    if (!way.isEmpty() && pass.add(fix)) {
      put(
          subject.node().id(),
          members -> {
            if (members.get(way.get(0)) instanceof Map<?, ?> config) {
              Map<Object, Object> chosen = new LinkedHashMap<>(config);
              chosen.put(key, meant);
              members.put(way.get(0), chosen);
            }
            return members;
          });
    }
  }

  private void rename(Subject subject, String holder, String key, String meant) {
    Fix fix =
        subject.fix(
            FindingCode.UNKNOWN_CONFIG_KEY,
            List.of(holder, key),
            becomes("config key", key, meant),
            Safety.UNSAFE);
    if (pass.add(fix)) {
      put(
          subject.node().id(),
          members ->
              members.get(holder) instanceof Map<?, ?> config
                  ? replaced(members, holder, renamed(config, key, meant))
                  : members);
    }
  }

  private void id(Subject subject) {
    NodeDefinition node = subject.node();
    NodeFields fields = NodeFields.of(node.id(), node.members());
    if (draft.isListed() || node.id().equals(fields.ownId())) {
      return;
    }
    boolean missing = fields.idMember().isEmpty();
    FindingCode code = missing ? FindingCode.MISSING_REQUIRED_FIELD : FindingCode.NODE_ID_MISMATCH;
    if (!pass.wants(code) || (missing && fields.dialects().contains(Dialect.GRAPH_SESSION))) {
      return;
    }
    String action =
        missing
            ? "the missing node_id is added"
            : fields.ownId() instanceof String own
                ? becomes(fields.idMember(), own, node.id())
                : "the " + fields.idMember() + " becomes " + Quote.of(node.id());
    if (pass.add(
        subject.fix(code, missing ? List.of() : List.of(fields.idMember()), action, Safety.SAFE))) {
      put(
          node.id(),
          members ->
              missing
                  ? withFirst(members, "node_id", node.id())
                  : replaced(members, fields.idMember(), node.id()));
    }
  }

  private void runState(Subject subject) {
    NodeDefinition node = subject.node();
    if (!pass.wants(FindingCode.STALE_RUN_STATE)) {
      return;
    }
    node.config()
        .forEach(
            (key, value) -> {
              if (RunState.isStale(node, key, value)
                  && pass.add(
                      subject.fix(
                          FindingCode.STALE_RUN_STATE,
                          wayTo(node, key),
                          "the config key " + Quote.of(key) + " of an earlier run is removed",
                          Safety.SAFE))) {
                put(node.id(), members -> withoutConfig(members, key));
              }
            });
  }

  /** The path to a key of a node's config. */
  private static List<String> wayTo(NodeDefinition node, String key) {
    return NodeDefinition.CONFIG_MEMBERS.stream()
        .filter(
            holder ->
                node.members().get(holder) instanceof Map<?, ?> config && config.containsKey(key))
        .findFirst()
        .map(holder -> List.of(holder, key))
        .orElse(List.of());
  }

  private void put(String id, UnaryOperator<Map<String, @Nullable Object>> change) {
    draft.setNode(id, change.apply(new LinkedHashMap<>(draft.members(id))));
  }

  private static Map<String, @Nullable Object> replaced(
      Map<String, @Nullable Object> members, String name, Object value) {
    members.put(name, value);
    return members;
  }

  private static Map<String, @Nullable Object> withFirst(
      Map<String, @Nullable Object> members, String name, Object value) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put(name, value);
    all.putAll(members);
    return all;
  }

  private static Map<String, @Nullable Object> withoutConfig(
      Map<String, @Nullable Object> members, String key) {
    for (String holder : NodeDefinition.CONFIG_MEMBERS) {
      if (members.get(holder) instanceof Map<?, ?> config && config.containsKey(key)) {
        Map<Object, Object> others = new LinkedHashMap<>(config);
        others.remove(key);
        members.put(holder, others);
      }
    }
    return members;
  }

  /** A copy with one key renamed; the order of keys is kept. */
  private static Map<String, @Nullable Object> renamed(Map<?, ?> config, String key, String meant) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    config.forEach(
        (name, value) -> all.put(key.equals(name) ? meant : String.valueOf(name), value));
    return all;
  }
}
