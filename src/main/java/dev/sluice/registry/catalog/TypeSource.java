package dev.sluice.registry.catalog;

import dev.sluice.model.NodeType;
import java.util.Optional;

/** Where the descriptors of one or several names come from; safe for any number of threads. */
public interface TypeSource {

  /**
   * The descriptor of one of this source's names, loaded if it has not been; always the same
   * instance for a name.
   */
  NodeType type(String name);

  /** The descriptor, if it has been loaded. */
  Optional<NodeType> loaded(String name);

  /** The category, as far as it is known without loading. */
  Optional<String> category(String name);
}
