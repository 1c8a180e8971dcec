package dev.sluice.registry;

import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The node types a loader knows, by name, and the migrations that come before them.
 *
 * <p>What is known is fixed when a registry is made; descriptors load on first use and stay. Every
 * method may be called from any number of threads; asking for a descriptor that has been loaded
 * takes no lock. No method recurses into the registry or keeps what it is given.
 */
public interface NodeRegistry {

  /**
   * The descriptor of a type.
   *
   * <p>A descriptor that has not been loaded is loaded on the calling thread: a built-in one in
   * well under a millisecond, together with the group it is filed in; a provider's one in whatever
   * time the provider takes, called once however many threads ask. Who must not wait asks {@link
   * #isLoaded} first and looks up on another thread what it denies.
   *
   * @param name any string, as a document has it; migrations are not applied
   * @return empty where no such type is known; never a placeholder
   * @throws dev.sluice.error.NodeCreationException a provider failed, or the thread was interrupted
   *     while another one asked the provider; the failure names the provider and is not remembered
   * @throws dev.sluice.error.LoaderFailedException the built-in catalog cannot be read
   */
  Optional<NodeType> find(String name);

  /** Whether {@link #find} has the descriptor of this name at hand; false for an unknown name. */
  boolean isLoaded(String name);

  /**
   * What replaces a type before it is looked up.
   *
   * @param declaredType any string, as a document has it
   * @return empty where the type stays as it is; the replacement is not migrated again
   */
  Optional<Migration> migration(String declaredType);

  /** All known names in alphabetical order, unmodifiable; loads nothing. */
  Set<String> names();

  /** The descriptors loaded so far, by name; an unmodifiable snapshot that loads nothing. */
  List<NodeType> loaded();

  /**
   * The category of a type, without loading its descriptor.
   *
   * @param name any string
   * @return empty where the name is unknown, and for a provider's type until it has been loaded
   */
  Optional<String> categoryOf(String name);

  /**
   * A hash of what this registry knows, for cache keys.
   *
   * <p>Equal in every process for the same built-in catalog, added descriptors and migrations.
   * Providers and factories count by identity, because nothing else tells what they make: two
   * registries with different ones never have equal fingerprints.
   */
  String fingerprint();
}
