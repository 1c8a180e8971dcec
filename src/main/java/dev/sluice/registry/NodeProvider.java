package dev.sluice.registry;

import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import java.util.Map;
import java.util.Set;

/**
 * A host's source of node types, passed to {@link NodeRegistryBuilder#add(NodeProvider)} or found
 * by {@link java.util.ServiceLoader}.
 *
 * <p>Loading a type may be slow: it is requested once, on first use, on the thread that needs it.
 * Methods may be called from several threads at once, but {@link #load} only for different names.
 */
public interface NodeProvider {

  /** The name of this provider in failures; by default the class name. */
  default String label() {
    return getClass().getName();
  }

  /**
   * The type names that this provider contributes; they override equal names added before.
   *
   * <p>Called once when the registry is built, so it must be fast.
   */
  Set<String> names();

  /**
   * Loads the type with one of the {@link #names()}.
   *
   * <p>Called once for a name; the registry keeps the result. After a failure, the next lookup
   * calls it again. May block. Must not look up the same name in the calling registry.
   *
   * @return a type with exactly this name, not a placeholder
   * @throws Exception if the type cannot be loaded; it becomes the cause of the lookup's failure
   */
  NodeType load(String name) throws Exception;

  /**
   * Factories, by type name, for types from other sources, such as built-in ones.
   *
   * <p>Called once when the registry is built, which fails if one of the names is unknown.
   */
  default Map<String, NodeFactory> factories() {
    return Map.of();
  }
}
