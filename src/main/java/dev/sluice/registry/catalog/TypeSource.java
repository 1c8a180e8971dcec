package dev.sluice.registry.catalog;

import dev.sluice.model.NodeType;
import java.util.Optional;

/** Provides one or several types; thread-safe. */
public interface TypeSource {

  /**
   * The type with one of this source's names, loaded if necessary; always the same instance for a
   * name.
   */
  NodeType type(String name);

  /** The type, if it has been loaded. */
  Optional<NodeType> loaded(String name);

  /** Whether the built-in catalog describes the types. */
  default boolean isBuiltIn() {
    return false;
  }

  /** The category, if it is known without loading the type. */
  Optional<String> category(String name);
}
