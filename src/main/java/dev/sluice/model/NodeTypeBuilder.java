package dev.sluice.model;

import dev.sluice.value.Elements;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Builds a {@link NodeType}; created by {@link NodeType#builder}.
 *
 * <p>A type begins without ports and properties, in the category {@code host}, and with {@link
 * NodeFactory#PLAIN}. Its nodes may have any config keys until a property is declared; then other
 * keys are reported as unknown, unless {@link #openConfig} is called.
 *
 * <p>All methods throw {@link NullPointerException} if an argument is null. Not thread-safe,
 * reusable.
 */
public final class NodeTypeBuilder {

  private final String name;
  private String category = "host";
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final List<PropertySpec> properties = new ArrayList<>();
  private final Set<String> configKeys = new LinkedHashSet<>();
  private final List<DynamicPorts> dynamicPorts = new ArrayList<>();
  private boolean openPorts;
  private boolean openConfig;
  private NodeFactory factory = NodeFactory.PLAIN;

  NodeTypeBuilder(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a type name must not be blank");
    }
    this.name = name;
  }

  /** Sets the group of the type in listings; {@code host} by default. */
  public NodeTypeBuilder category(String group) {
    category = Objects.requireNonNull(group, "group");
    return this;
  }

  /** Adds {@code exec_in} and {@code exec_out}, the exec ports that most types have. */
  public NodeTypeBuilder exec() {
    return input(Port.exec(Port.EXEC_IN)).output(Port.exec(Port.EXEC_OUT));
  }

  /** Adds an optional data input. */
  public NodeTypeBuilder input(String port, DataType type) {
    return input(new Port(port, type, false));
  }

  /** Adds a data input that needs a connection or a config value of the same name. */
  public NodeTypeBuilder requiredInput(String port, DataType type) {
    return input(new Port(port, type, true));
  }

  /**
   * Adds an input.
   *
   * @throws IllegalArgumentException if the type has an input of this name
   */
  public NodeTypeBuilder input(Port port) {
    inputs.add(distinct(port, inputs, "input"));
    return this;
  }

  /** Adds a data output. */
  public NodeTypeBuilder output(String port, DataType type) {
    return output(new Port(port, type, false));
  }

  /** Adds an exec output, such as a branch. */
  public NodeTypeBuilder execOutput(String port) {
    return output(Port.exec(port));
  }

  /**
   * Adds an output.
   *
   * @throws IllegalArgumentException if the type has an output of this name
   */
  public NodeTypeBuilder output(Port port) {
    outputs.add(distinct(port, outputs, "output"));
    return this;
  }

  private Port distinct(Port port, List<Port> others, String what) {
    if (Port.find(port.name(), others).isPresent()) {
      throw new IllegalArgumentException(
          "the type " + name + " has two " + what + "s named " + port.name());
    }
    return port;
  }

  /** Adds ports that depend on the config of a node. */
  public NodeTypeBuilder ports(DynamicPorts rule) {
    dynamicPorts.add(Objects.requireNonNull(rule, "rule"));
    return this;
  }

  /** Adds an optional config key; see {@link PropertySpec#of}. */
  public NodeTypeBuilder property(String key, String type) {
    return property(PropertySpec.of(key, type));
  }

  /** Adds a config key that needs a value; see {@link PropertySpec#required(String, String)}. */
  public NodeTypeBuilder requiredProperty(String key, String type) {
    return property(PropertySpec.required(key, type));
  }

  /**
   * Adds a config key.
   *
   * @throws IllegalArgumentException if the type has a property of this name
   */
  public NodeTypeBuilder property(PropertySpec property) {
    if (properties.stream().anyMatch(other -> other.name().equals(property.name()))) {
      throw new IllegalArgumentException(
          "the type " + name + " has two properties named " + property.name());
    }
    properties.add(property);
    return this;
  }

  /** Adds known config keys without a declared type. */
  public NodeTypeBuilder configKeys(String... keys) {
    configKeys.addAll(Elements.listOf(keys, "keys"));
    return this;
  }

  /** Lets nodes have config keys that the type does not declare. */
  public NodeTypeBuilder openConfig() {
    openConfig = true;
    return this;
  }

  /** Lets nodes have ports that the type does not declare. */
  public NodeTypeBuilder openPorts() {
    openPorts = true;
    return this;
  }

  /** Sets what creates the nodes; {@link NodeFactory#PLAIN} by default. */
  public NodeTypeBuilder factory(NodeFactory nodes) {
    factory = Objects.requireNonNull(nodes, "nodes");
    return this;
  }

  /** The type; changing the builder later does not change it. */
  public NodeType build() {
    return new NodeType(
        name,
        category,
        inputs,
        outputs,
        List.of(),
        List.of(),
        properties,
        configKeys,
        dynamicPorts,
        openPorts,
        openConfig || (properties.isEmpty() && configKeys.isEmpty()),
        NodeType.Kind.CREATABLE,
        factory);
  }
}
