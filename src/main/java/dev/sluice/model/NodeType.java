package dev.sluice.model;

import dev.sluice.value.PrintableText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The descriptor all nodes of one type share: ports, declared config and the factory.
 *
 * <p>Immutable apart from what its factory does. The port lists are templates: every node of the
 * type refers to these very lists, so a node costs no port objects of its own.
 *
 * @param name the type name documents use
 * @param category the group the type is listed under, such as {@code file}; empty for a placeholder
 * @param inputs input ports in declared order
 * @param outputs output ports in declared order
 * @param editorInputs further input ports that only the editor's drawing of the type has: documents
 *     may connect them, the node does not serve them
 * @param editorOutputs likewise for output ports
 * @param properties declared config keys in declared order
 * @param configKeys further config keys in use that are no property: undeclared ones and those only
 *     the editor writes
 * @param dynamicPorts rules for ports that depend on a node's config; empty for most types
 * @param openPorts whether a node may have ports this descriptor does not know
 * @param openConfig whether a node may have config keys this descriptor does not know
 * @param standing whether nodes can be made from it
 * @param factory makes a live node; {@link NodeFactory#PLAIN} unless a host brings its own
 */
public record NodeType(
    String name,
    String category,
    List<Port> inputs,
    List<Port> outputs,
    List<Port> editorInputs,
    List<Port> editorOutputs,
    List<PropertySpec> properties,
    Set<String> configKeys,
    List<DynamicPorts> dynamicPorts,
    boolean openPorts,
    boolean openConfig,
    Standing standing,
    NodeFactory factory) {

  /** Whether and how nodes can be made of a type. */
  public enum Standing {
    /** An ordinary type. */
    CREATABLE,
    /** A base class that is registered but makes no nodes. */
    ABSTRACT,
    /** Stands in for a type no registry knows. */
    PLACEHOLDER
  }

  /** Makes the collections unmodifiable. */
  public NodeType {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    editorInputs = List.copyOf(editorInputs);
    editorOutputs = List.copyOf(editorOutputs);
    properties = List.copyOf(properties);
    configKeys = Set.copyOf(configKeys);
    dynamicPorts = List.copyOf(dynamicPorts);
  }

  /** A creatable type of a host with fixed ports, no declared config and its own factory. */
  public static NodeType of(
      String name, String category, List<Port> inputs, List<Port> outputs, NodeFactory factory) {
    return new NodeType(
        name,
        category,
        inputs,
        outputs,
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        List.of(),
        false,
        true,
        Standing.CREATABLE,
        factory);
  }

  /** The stand-in for an unknown type: no ports of its own, every config key welcome. */
  public static NodeType placeholder(String name) {
    return new NodeType(
        name,
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        List.of(),
        true,
        true,
        Standing.PLACEHOLDER,
        NodeFactory.PLAIN);
  }

  /** The same type with nodes made by {@code other}. */
  public NodeType withFactory(NodeFactory other) {
    return new NodeType(
        name,
        category,
        inputs,
        outputs,
        editorInputs,
        editorOutputs,
        properties,
        configKeys,
        dynamicPorts,
        openPorts,
        openConfig,
        standing,
        other);
  }

  /** Whether this stands in for a type no registry knows. */
  public boolean isPlaceholder() {
    return standing == Standing.PLACEHOLDER;
  }

  /** Whether nodes of this type start a workflow from outside: its name contains "Trigger". */
  public boolean isTrigger() {
    return name.contains("Trigger");
  }

  /** The declared property of this name. */
  public Optional<PropertySpec> property(String key) {
    for (PropertySpec property : properties) {
      if (property.name().equals(key)) {
        return Optional.of(property);
      }
    }
    return Optional.empty();
  }

  /** The input port of this name, one that only the editor has included. */
  public Optional<Port> input(String port) {
    return find(port, inputs).or(() -> find(port, editorInputs));
  }

  /** The output port of this name, one that only the editor has included. */
  public Optional<Port> output(String port) {
    return find(port, outputs).or(() -> find(port, editorOutputs));
  }

  /**
   * Whether the descriptor accounts for a config key: as a property, as a further key, or as an
   * input port that takes its value from the config.
   */
  public boolean knowsConfigKey(String key) {
    return openConfig
        || configKeys.contains(key)
        || property(key).isPresent()
        || find(key, inputs).isPresent();
  }

  private static Optional<Port> find(String name, List<Port> ports) {
    for (Port port : ports) {
      if (port.name().equals(name)) {
        return Optional.of(port);
      }
    }
    return Optional.empty();
  }

  /** The name, category and standing, safe to log: a placeholder's name is a document's. */
  @Override
  public String toString() {
    return PrintableText.of(
        "NodeType[name=" + name + ", category=" + category + ", standing=" + standing + "]");
  }
}
