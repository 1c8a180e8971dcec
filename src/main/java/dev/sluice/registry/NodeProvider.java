package dev.sluice.registry;

import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import java.util.Map;
import java.util.Set;

/**
 * A host's source of node types, given to {@link NodeRegistryBuilder#add(NodeProvider)} or found by
 * {@link java.util.ServiceLoader}.
 *
 * <p>Loading a descriptor may be slow: it is asked for once, on first use, on the thread that needs
 * it. Methods may be called from several threads at once, {@link #load} for different names only.
 */
public interface NodeProvider {

  /** What failures call this provider; the class name unless it says otherwise. */
  default String label() {
    return getClass().getName();
  }

  /**
   * The type names this provider contributes; they override equal names known before.
   *
   * <p>Called once, when the registry is made, so it has to be cheap.
   */
  Set<String> names();

  /**
   * Loads the descriptor of one of {@link #names()}.
   *
   * <p>Called once for a name; the result is kept for the registry's life. After a failure the next
   * look-up calls again. May block; must not look the same name up in the registry that is asking.
   *
   * @return a descriptor of exactly this name, no placeholder
   * @throws Exception whatever goes wrong; the look-up fails with it as the cause
   */
  NodeType load(String name) throws Exception;

  /**
   * Factories for types whose descriptors come from elsewhere, such as built-in ones, by type name.
   *
   * <p>Called once, when the registry is made; a name that is unknown then is refused.
   */
  default Map<String, NodeFactory> factories() {
    return Map.of();
  }
}
