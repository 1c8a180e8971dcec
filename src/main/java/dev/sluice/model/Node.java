package dev.sluice.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A live node of one loaded workflow; a host's own node class implements this by keeping its
 * definition.
 *
 * <p>Two loads never share a node. Everything but {@link #definition()} is derived from it.
 */
@FunctionalInterface
public interface Node {

  /** What the document says about this node. */
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
   * The config as written, merged over the settings of a migration; type defaults are not in it.
   */
  default Map<String, Object> config() {
    return definition().config();
  }

  /**
   * The value of a config key, or the type's default for it; empty where neither has one or the
   * value is null.
   */
  default Optional<Object> parameter(String key) {
    return definition().parameter(key);
  }

  /** Input ports, those that depend on config included. */
  default List<Port> inputs() {
    return definition().inputs();
  }

  /** Output ports, those that depend on config included. */
  default List<Port> outputs() {
    return definition().outputs();
  }
}
