package dev.sluice.types;

import dev.sluice.error.NodeCreationException;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.model.NodeType.Kind;
import dev.sluice.model.Port;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.stage.HostCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The types of one load: each distinct name is resolved once, on first use.
 *
 * <p>Migrations are applied first, then the registry is consulted. Abstract types count as unknown,
 * because they cannot have nodes. For one thread at a time.
 */
public final class TypeTable {

  private final NodeRegistry registry;
  private final HostCode host;
  private final Map<String, ResolvedType> resolved = new HashMap<>();
  private final Map<String, String> abstractTypes = new HashMap<>();
  private final SharedPorts ports = new SharedPorts();

  /** The types by the numbers that the fast lane has given to their names. */
  private @Nullable ResolvedType[] numbered = new ResolvedType[16];

  /** A table that resolves names with a registry. */
  public TypeTable(NodeRegistry registry) {
    this(registry, HostCode.UNMARKED);
  }

  /** A table whose lookups run within {@code host}, because they may call a host's provider. */
  public TypeTable(NodeRegistry registry, HostCode host) {
    this.registry = registry;
    this.host = host;
  }

  /**
   * Resolves a type name of the document.
   *
   * @throws NodeCreationException if a provider failed to load the type
   */
  public ResolvedType of(String declared) {
    ResolvedType known = resolved.get(declared);
    if (known == null) {
      known = resolve(declared);
      resolved.put(declared, known);
    }
    known.failure().ifPresent(TypeTable::fail);
    return known;
  }

  /**
   * Like {@link #of}, but a type that a provider failed to load is a placeholder with the failure,
   * for the whole load: the provider is not called again for each node.
   *
   * @throws NodeCreationException if the thread was interrupted, which concerns the load and not
   *     the type
   */
  public ResolvedType orPlaceholder(String declared) {
    ResolvedType known = resolved.get(declared);
    if (known != null) {
      return known;
    }
    try {
      return of(declared);
    } catch (NodeCreationException failure) {
      if (failure.getCause() instanceof InterruptedException) {
        throw failure;
      }
      ResolvedType failed =
          new ResolvedType(NodeType.placeholder(declared), Optional.empty(), Optional.of(failure));
      resolved.put(declared, failed);
      return failed;
    }
  }

  /** The type that the name with this number was resolved to; null if that is not known yet. */
  public @Nullable ResolvedType numbered(int number) {
    return number < numbered.length ? numbered[number] : null;
  }

  /** Keeps the type that the name with this number was resolved to. */
  public void number(int number, ResolvedType type) {
    if (number >= numbered.length) {
      numbered = Arrays.copyOf(numbered, 2 * number);
    }
    numbered[number] = type;
  }

  /**
   * The built-in type with a name of the document, unless a migration replaces it or no node can
   * have it; never calls code of the host.
   */
  public Optional<NodeType> builtIn(String declared) {
    return registry.isBuiltIn(declared) && registry.migration(declared).isEmpty()
        ? registry.find(declared).filter(type -> type.kind() == Kind.CREATABLE)
        : Optional.empty();
  }

  private static void fail(NodeCreationException failure) {
    throw failure;
  }

  /** The input ports of a node, as by {@link ConfiguredPorts#inputs}; equal lists are shared. */
  public List<Port> inputs(NodeType type, Map<String, Object> config) {
    return ports.inputs(type, config);
  }

  /** The output ports of a node, as by {@link ConfiguredPorts#outputs}; equal lists are shared. */
  public List<Port> outputs(NodeType type, Map<String, Object> config) {
    return ports.outputs(type, config);
  }

  /** The known types that the name was probably meant to be, see {@link NearestTypes}. */
  public List<String> nearest(String unknown) {
    return NearestTypes.of(unknown, registry);
  }

  /** The category of a name that was resolved to an abstract type; empty for any other name. */
  public Optional<String> categoryOfAbstract(String name) {
    return Optional.ofNullable(abstractTypes.get(name));
  }

  private ResolvedType resolve(String declared) {
    Optional<Migration> migration = registry.migration(declared);
    String name = migration.map(Migration::to).orElse(declared);
    // marking host code takes longer than finding a built-in type, for which none runs
    Optional<NodeType> found =
        registry.isBuiltIn(name) ? registry.find(name) : host.call(() -> registry.find(name));
    found
        .filter(type -> type.kind() == Kind.ABSTRACT)
        .ifPresent(type -> abstractTypes.put(declared, type.category()));
    NodeType type =
        found
            .filter(known -> known.kind() == Kind.CREATABLE)
            .orElseGet(() -> NodeType.placeholder(declared));
    return new ResolvedType(
        type, type.isPlaceholder() ? Optional.empty() : migration, Optional.empty());
  }

  /**
   * The result of resolving a type name of a document.
   *
   * @param type the type; a placeholder if no registry has a type with this name, or only an
   *     abstract one, which cannot have nodes
   * @param migration the migration that was applied, if any
   * @param failure why a provider could not load the type; its nodes are placeholders then
   */
  public record ResolvedType(
      NodeType type, Optional<Migration> migration, Optional<NodeCreationException> failure) {

    /** Whether no registry has a type with this name that can have nodes. */
    public boolean isUnknown() {
      return type.isPlaceholder() && failure.isEmpty();
    }
  }
}
