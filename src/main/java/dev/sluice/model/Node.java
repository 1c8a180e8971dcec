package dev.sluice.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A live node of one loaded workflow. A host's own node class implements it by keeping its
 * definition.
 *
 * <p>Two loads never share a node. All other methods are derived from {@link #definition()}.
 */
@FunctionalInterface
public interface Node {

  /** The node's immutable definition. */
  NodeDefinition definition();

  /** The node's id, unique in its workflow. */
  default String id() {
    return definition().id();
  }

  /** The descriptor of the node's type after migration. */
  default NodeType type() {
    return definition().type();
  }

  /**
   * The config as written, merged over the settings of a migration. It does not contain the type's
   * defaults.
   */
  default Map<String, Object> config() {
    return definition().config();
  }

  /**
   * The value of a config key, or the type's default; empty if neither exists or the value is null.
   */
  default Optional<Object> parameter(String key) {
    return definition().parameter(key);
  }

  /** Input ports, including those that depend on the config. */
  default List<Port> inputs() {
    return definition().inputs();
  }

  /** Output ports, including those that depend on the config. */
  default List<Port> outputs() {
    return definition().outputs();
  }

  /** The input port with this name; see {@link NodeDefinition#input}. */
  default Optional<Port> input(String port) {
    return definition().input(port);
  }

  /** The output port with this name; see {@link NodeDefinition#output}. */
  default Optional<Port> output(String port) {
    return definition().output(port);
  }
}
