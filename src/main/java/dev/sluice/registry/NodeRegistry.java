package dev.sluice.registry;

import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The node types of a loader by name, and the migrations that are applied before a lookup.
 *
 * <p>The set of names is fixed when a registry is built; types are loaded on first use and kept.
 * Thread-safe; looking up a loaded type takes no lock. No method calls back into the registry or
 * keeps its arguments.
 */
public interface NodeRegistry {

  /**
   * Looks up a type.
   *
   * <p>A type that has not been loaded is loaded on the calling thread: a built-in type, together
   * with its category, in well under a millisecond; a provider's type in the time that the provider
   * takes, with a single call even if several threads look up the type. A thread that must not
   * block calls {@link #isLoaded} first and, if it returns false, does the lookup on another
   * thread.
   *
   * @param name any string from a document; migrations are not applied
   * @return empty if the type is unknown; never a placeholder
   * @throws dev.sluice.error.NodeCreationException if a provider failed, or the thread was
   *     interrupted while it waited for another thread's call of the provider; the failure names
   *     the provider and is not kept
   * @throws dev.sluice.error.LoaderFailedException if the built-in catalog cannot be read
   */
  Optional<NodeType> find(String name);

  /**
   * Whether the type is loaded, so that {@link #find} returns at once; false for an unknown name.
   */
  boolean isLoaded(String name);

  /**
   * The migration that replaces a type before it is looked up.
   *
   * @param declaredType any string from a document
   * @return empty if the type is not replaced; the replacement is not migrated again
   */
  Optional<Migration> migration(String declaredType);

  /** All known names in alphabetical order, unmodifiable; does not load types. */
  Set<String> names();

  /** The types loaded so far, by name; an unmodifiable snapshot. */
  List<NodeType> loaded();

  /**
   * The category of a type; does not load it.
   *
   * @param name any string
   * @return empty if the name is unknown, or belongs to a provider's type that has not been loaded
   */
  Optional<String> categoryOf(String name);

  /**
   * Whether a type is from the built-in catalog and not replaced by the host, so that {@link #find}
   * does not run code of the host. A factory that the host has set makes no difference. Does not
   * load the type.
   *
   * @param name any string
   */
  default boolean isBuiltIn(String name) {
    return false;
  }

  /**
   * A hash of the content of this registry, for cache keys.
   *
   * <p>Equal in every process for the same built-in catalog, added types and migrations. Providers
   * and factories are compared by identity, because their behaviour cannot be compared: registries
   * with different providers or factories never have equal fingerprints.
   */
  String fingerprint();
}
