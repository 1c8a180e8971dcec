package dev.sluice.model;

import dev.sluice.text.Quantity;
import dev.sluice.value.Elements;
import dev.sluice.value.FrozenMap;
import dev.sluice.value.NodeMembers;
import dev.sluice.value.PrintableText;
import dev.sluice.value.ShapedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The definition of a node in a document, after checks and type resolution; immutable.
 *
 * @param id unique in the workflow
 * @param type the type after migration, shared by all nodes of the type
 * @param declaredType the type name in the document
 * @param config the node's config merged over the settings of a migration, in document order
 * @param members the node object as written, including unknown members, in document order; empty
 *     for a node the loader added
 * @param inputs the type's input ports and those that the config or, for a placeholder, the
 *     connections add
 * @param outputs the type's output ports and those that the config or, for a placeholder, the
 *     connections add
 */
public record NodeDefinition(
    String id,
    NodeType type,
    String declaredType,
    Map<String, Object> config,
    Map<String, Object> members,
    List<Port> inputs,
    List<Port> outputs) {

  /** The id of the hidden start node that the loader adds to a workflow without a start node. */
  public static final String AUTO_START = "__auto_start__";

  /** The members of a node that hold its config in one of the dialects, in order of precedence. */
  public static final List<String> CONFIG_MEMBERS =
      List.of("config", "properties", "parameters", "custom", "data");

  /** The members of a node that name its type in one of the dialects, in order of precedence. */
  public static final List<String> TYPE_MEMBERS = List.of("node_type", "type_", "type");

  /**
   * Creates a node with copies of these collections. If the members contradict the type or the
   * config, the copy of the members is changed to agree with these. So if the config of a node with
   * a migrated type is changed, the members get the successor type too. Only {@code __auto_start__}
   * may have no members, because the loader adds it.
   *
   * @throws NullPointerException if a component is null; the message names it
   * @throws InvalidValueException if a value in the config or a member is not a JSON value
   */
  public NodeDefinition {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(declaredType, "declaredType");
    members = JsonValues.copyOf("members", members);
    config = JsonValues.copyOf("config", config);
    Objects.requireNonNull(inputs, "inputs");
    Objects.requireNonNull(outputs, "outputs");
    inputs = inputs == type.inputs() ? inputs : Elements.listOf(inputs, "inputs");
    outputs = outputs == type.outputs() ? outputs : Elements.listOf(outputs, "outputs");
    boolean added = members.isEmpty() && id.equals(AUTO_START);
    boolean said = members instanceof NodeMembers read && read.says(config, declaredType);
    if (!added && !said && !saysConfig(members, config)) {
      declaredType = type.isPlaceholder() ? declaredType : type.name();
      members = withConfig(members, config);
    }
    if (!added && !said && !saysType(members, declaredType)) {
      members = withType(id, members, declaredType);
    }
  }

  /**
   * A node with a type and a config but without further members, for tests of node classes. It has
   * only the declared ports of its type; use {@code WorkflowEdit} for nodes whose ports depend on
   * their config.
   *
   * @throws InvalidValueException if a value is not a JSON value
   */
  public static NodeDefinition of(String id, NodeType type, Map<String, Object> config) {
    return new NodeDefinition(
        id, type, type.name(), config, Map.of("node_id", id), type.inputs(), type.outputs());
  }

  private static boolean saysConfig(Map<String, Object> members, Map<String, Object> config) {
    if (config instanceof FrozenMap<?> derived && derived.origin() == members) {
      return true;
    }
    if (members instanceof ShapedMap read && read.hasOnlyMap("config", config)) {
      return true; // as in nearly every node of a document
    }
    int found = 0;
    Object last = Map.of();
    for (String name : CONFIG_MEMBERS) {
      if (members.get(name) instanceof Map<?, ?> said) {
        last = said;
        found++;
      }
    }
    return found < 2 && (last == config || last.equals(config));
  }

  private static boolean saysType(Map<String, Object> members, String type) {
    for (String name : TYPE_MEMBERS) {
      Object value = members.get(name);
      if (value != null || members.containsKey(name)) {
        return !(value instanceof String said)
            || said.equals(type)
            || (!name.equals("node_type")
                && (said.endsWith("." + type) || said.endsWith("Visual" + type)));
      }
    }
    return type.isEmpty();
  }

  private static Map<String, Object> withConfig(
      Map<String, Object> members, Map<String, Object> config) {
    Map<String, Object> all = new LinkedHashMap<>(members);
    String holder = "";
    for (String name : CONFIG_MEMBERS) {
      if (all.get(name) instanceof Map) {
        if (holder.isEmpty()) {
          holder = name;
        } else {
          all.remove(name);
        }
      }
    }
    all.put(holder.isEmpty() ? "config" : holder, config);
    return JsonValues.copyOf("members", all);
  }

  private static Map<String, Object> withType(String id, Map<String, Object> members, String type) {
    Map<String, Object> all = new LinkedHashMap<>();
    String holder = TYPE_MEMBERS.stream().filter(members::containsKey).findFirst().orElse("");
    if (holder.isEmpty()) {
      if (!members.containsKey("node_id") && !members.containsKey("id")) {
        all.put("node_id", id);
      }
      all.put("node_type", type);
    }
    all.putAll(members);
    if (!holder.isEmpty()) {
      all.put(holder, type);
    }
    all.putIfAbsent("config", Map.of());
    return JsonValues.copyOf("members", all);
  }

  /**
   * Whether the members contain the id. In a list, a node without an id is identified by its index.
   */
  boolean isIdentified() {
    return members.isEmpty() || id.startsWith("#") || id.equals(members.get(idMember()));
  }

  /** A copy whose members contain the id. */
  NodeDefinition identified() {
    if (isIdentified()) {
      return this;
    }
    Map<String, Object> all = new LinkedHashMap<>(members);
    all.put(idMember(), id);
    return new NodeDefinition(id, type, declaredType, config, all, inputs, outputs);
  }

  private String idMember() {
    return members.containsKey("node_id") ? "node_id" : "id";
  }

  /** Whether the type is unknown and this node is a placeholder. */
  public boolean isPlaceholder() {
    return type.isPlaceholder();
  }

  /** Whether a migration replaced the type that the document declares. */
  public boolean isMigrated() {
    return !declaredType.equals(type.name());
  }

  /** The name the user gave the node. */
  public Optional<String> name() {
    return members.get("name") instanceof String name ? Optional.of(name) : Optional.empty();
  }

  /**
   * The node's position, from {@code [x, y]} or {@code {"x", "y"}}; empty if it has neither form.
   */
  public Optional<Position> position() {
    Object value = members.containsKey("position") ? members.get("position") : members.get("pos");
    if (value instanceof List<?> list
        && list.size() == 2
        && list.get(0) instanceof Number x
        && list.get(1) instanceof Number y) {
      return Optional.of(new Position(x.doubleValue(), y.doubleValue()));
    }
    if (value instanceof Map<?, ?> map
        && map.get("x") instanceof Number x
        && map.get("y") instanceof Number y) {
      return Optional.of(new Position(x.doubleValue(), y.doubleValue()));
    }
    return Optional.empty();
  }

  /** The input port with this name, including ports of the type that only the editor shows. */
  public Optional<Port> input(String port) {
    return Port.find(port, inputs).or(() -> Port.find(port, type.editorInputs()));
  }

  /**
   * The output port with this name, including ports that the config or the connections add, and
   * ports of the type that only the editor shows.
   */
  public Optional<Port> output(String port) {
    return Port.find(port, outputs).or(() -> Port.find(port, type.editorOutputs()));
  }

  /**
   * The value of a config key, or the type's default; empty if neither exists or the value is null.
   */
  public Optional<Object> parameter(String key) {
    Object value = config.get(key);
    if (value != null || config.containsKey(key)) {
      return Optional.ofNullable(value);
    }
    return type.property(key).flatMap(PropertySpec::defaultValue);
  }

  /**
   * The id, the type and the number of config members, but no values, because they may be secret.
   */
  @Override
  public String toString() {
    return PrintableText.of(
        "NodeDefinition[id="
            + id
            + ", type="
            + declaredType
            + (isMigrated() ? " as " + type.name() : "")
            + ", config="
            + Quantity.of(config.size(), "member")
            + "]");
  }
}
