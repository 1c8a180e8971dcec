package dev.sluice.migrate;

import dev.sluice.config.Limits;
import dev.sluice.edit.WorkflowEdit;
import dev.sluice.migrate.PatchOperation.Kind;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.PropertySpec;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.NodeFields;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.text.Pointers;
import dev.sluice.types.TypeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Plans the migration of each node of a definition; in linear time. */
final class PlannedNodes {

  private final WorkflowDefinition definition;
  private final NodeRegistry registry;
  private final Limits limits;
  private final TypeTable types;

  PlannedNodes(WorkflowDefinition definition, NodeRegistry registry, Limits limits) {
    this.definition = definition;
    this.registry = registry;
    this.limits = limits;
    this.types = new TypeTable(registry);
  }

  /** A node with an obsolete type, and its pointer in the document. */
  private record Obsolete(NodeDefinition node, Migration migration, String pointer) {}

  List<NodeMigration> all() {
    List<Obsolete> obsolete = obsolete();
    if (obsolete.isEmpty()) {
      return List.of();
    }
    WorkflowEdit edit = WorkflowEdit.of(definition, registry, limits);
    obsolete.forEach(old -> edit.retype(old.node().id(), old.migration().from()));
    WorkflowDefinition migrated = edit.definition();
    UsedPorts used = UsedPorts.of(definition);
    List<NodeMigration> all = new ArrayList<>(obsolete.size());
    for (Obsolete old : obsolete) {
      all.add(planned(old, migrated.node(old.node().id()).orElseThrow(), used));
    }
    return List.copyOf(all);
  }

  private List<Obsolete> obsolete() {
    String wrapper = definition.form().wrappedIn();
    String nodes = Pointers.child(wrapper.isEmpty() ? "" : Pointers.child("", wrapper), "nodes");
    boolean listed = definition.form().listedNodes();
    List<Obsolete> obsolete = new ArrayList<>();
    int index = 0;
    for (NodeDefinition node : definition.nodes().values()) {
      if (node.members().isEmpty()) {
        continue; // the loader added it
      }
      int position = index++;
      types
          .of(node.declaredType())
          .migration()
          .ifPresent(
              migration ->
                  obsolete.add(
                      new Obsolete(
                          node,
                          migration,
                          listed
                              ? Pointers.child(nodes, position)
                              : Pointers.child(nodes, node.id()))));
    }
    return obsolete;
  }

  private NodeMigration planned(Obsolete old, NodeDefinition now, UsedPorts used) {
    NodeDefinition before = old.node();
    String typeMember = NodeFields.of(before.id(), before.members()).typeMember();
    List<PatchOperation> patch = new ArrayList<>();
    patch.add(
        new PatchOperation(
            Kind.TEST,
            Pointers.child(old.pointer(), typeMember),
            before.members().get(typeMember)));
    patch.addAll(PatchOperation.between(old.pointer(), before.members(), now.members()));
    String id = before.id();
    Optional<NodeType> known = registry.find(old.migration().from());
    return new NodeMigration(
        id,
        old.migration(),
        patch,
        used.inputs(id).stream()
            .filter(port -> now.input(port).isEmpty())
            .filter(port -> known.isEmpty() || known.get().input(port).isPresent())
            .toList(),
        used.outputs(id, known.map(NodeType::outputs).orElse(List.of())).stream()
            .filter(port -> now.output(port).isEmpty())
            .filter(port -> known.isEmpty() || known.get().output(port).isPresent())
            .toList(),
        lostKeys(NodeFields.of(id, before.members()).config(), known, now.type()));
  }

  /** The keys that mean something to the old type, and nothing to the new one. */
  private static List<String> lostKeys(
      Map<String, Object> config, Optional<NodeType> old, NodeType now) {
    List<String> lost = new ArrayList<>();
    config.forEach(
        (key, value) -> {
          boolean meant = old.isEmpty() || old.get().knowsConfigKey(key);
          if (meant && !now.knowsConfigKey(key) && !isDefault(old, key, value)) {
            lost.add(key);
          }
        });
    return lost;
  }

  private static boolean isDefault(Optional<NodeType> type, String key, Object value) {
    return type.flatMap(known -> known.property(key))
        .flatMap(PropertySpec::defaultValue)
        .filter(standard -> Objects.equals(standard, value))
        .isPresent();
  }
}
