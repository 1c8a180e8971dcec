package dev.sluice.model;

import dev.sluice.value.Elements;
import dev.sluice.value.PrintableText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node type: the ports, the declared config keys and the factory that all its nodes share.
 *
 * <p>Immutable, apart from any state of its factory. Nodes share the port lists of their type, so a
 * node does not need its own port objects.
 *
 * @param name the name in documents
 * @param category the group of the type in listings, such as {@code file}; empty for a placeholder
 * @param inputs input ports in declared order
 * @param outputs output ports in declared order
 * @param editorInputs further input ports that only the editor shows: documents may connect them,
 *     but the node does not use them
 * @param editorOutputs further output ports that only the editor shows
 * @param properties declared config keys in declared order
 * @param configKeys further config keys in use that are not properties: undeclared ones and those
 *     only the editor writes
 * @param dynamicPorts rules for ports that depend on a node's config; empty for most types
 * @param openPorts whether a node may have ports that the type does not declare
 * @param openConfig whether a node may have config keys that the type does not declare
 * @param kind whether nodes of the type can be created
 * @param factory creates live nodes; {@link NodeFactory#PLAIN} unless a host provides its own
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
    Kind kind,
    NodeFactory factory) {

  /** The name of the type whose nodes start a workflow. */
  public static final String START = "StartNode";

  /** Whether nodes of a type can be created. */
  public enum Kind {
    /** An ordinary type. */
    CREATABLE,
    /** A registered base class that cannot have nodes. */
    ABSTRACT,
    /** A replacement for a type that no registry knows. */
    PLACEHOLDER
  }

  /** Makes the collections unmodifiable. */
  public NodeType {
    inputs = Elements.listOf(inputs, "inputs");
    outputs = Elements.listOf(outputs, "outputs");
    editorInputs = Elements.listOf(editorInputs, "editorInputs");
    editorOutputs = Elements.listOf(editorOutputs, "editorOutputs");
    properties = Elements.listOf(properties, "properties");
    configKeys = Elements.setOf(configKeys, "configKeys");
    dynamicPorts = Elements.listOf(dynamicPorts, "dynamicPorts");
  }

  /** A builder of a host's type, without ports and properties so far. */
  public static NodeTypeBuilder builder(String name) {
    return new NodeTypeBuilder(name);
  }

  /** A host's type with fixed ports, without declared config keys, and with its own factory. */
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
        Kind.CREATABLE,
        factory);
  }

  /** A placeholder for an unknown type: it declares no ports and accepts every config key. */
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
        Kind.PLACEHOLDER,
        NodeFactory.PLAIN);
  }

  /** A copy with another factory. */
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
        kind,
        other);
  }

  /** Whether this is a placeholder for a type that no registry knows. */
  public boolean isPlaceholder() {
    return kind == Kind.PLACEHOLDER;
  }

  /**
   * Whether nodes of this type start a workflow on an external event: its name contains "Trigger".
   */
  public boolean isTrigger() {
    return name.contains("Trigger");
  }

  /** The declared property with this name. */
  public Optional<PropertySpec> property(String key) {
    for (PropertySpec property : properties) {
      if (property.name().equals(key)) {
        return Optional.of(property);
      }
    }
    return Optional.empty();
  }

  /** The input port with this name, including editor-only ports. */
  public Optional<Port> input(String port) {
    Optional<Port> own = Port.find(port, inputs);
    return own.isPresent() ? own : Port.find(port, editorInputs);
  }

  /** The output port with this name, including editor-only ports. */
  public Optional<Port> output(String port) {
    Optional<Port> own = Port.find(port, outputs);
    return own.isPresent() ? own : Port.find(port, editorOutputs);
  }

  /**
   * Whether the type declares a config key: as a property, as a further key, or as an input port
   * that takes its value from the config.
   */
  public boolean knowsConfigKey(String key) {
    return openConfig
        || configKeys.contains(key)
        || property(key).isPresent()
        || Port.find(key, inputs).isPresent();
  }

  /** The name, category and kind, safe to log: a placeholder's name comes from a document. */
  @Override
  public String toString() {
    return PrintableText.of(
        "NodeType[name=" + name + ", category=" + category + ", kind=" + kind + "]");
  }
}
