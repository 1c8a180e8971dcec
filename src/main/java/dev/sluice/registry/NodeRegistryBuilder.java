package dev.sluice.registry;

import dev.sluice.model.Migration;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.registry.catalog.BuiltInCatalog;
import dev.sluice.registry.catalog.TypeSource;
import dev.sluice.text.NearestNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Adds a host's types, providers and migrations to the built-in ones. If a type is added twice, the
 * last one counts.
 *
 * <p>Not thread-safe. {@link #build()} may be called more than once.
 */
public final class NodeRegistryBuilder {

  private final List<Layer> layers = new ArrayList<>();

  NodeRegistryBuilder() {}

  /** Adds a type, or replaces the one with the same name. */
  public NodeRegistryBuilder add(NodeType type) {
    Objects.requireNonNull(type, "type");
    requireName(type.name());
    if (type.isPlaceholder()) {
      throw new IllegalArgumentException("a placeholder cannot be added, was " + type.name());
    }
    layers.add(
        known -> {
          known.types.put(type.name(), new FixedType(type));
          known.facts.add(type);
        });
    return this;
  }

  /** Adds the types and factories of a provider. */
  public NodeRegistryBuilder add(NodeProvider provider) {
    Objects.requireNonNull(provider, "provider");
    layers.add(known -> known.add(provider));
    return this;
  }

  /**
   * Adds the providers that {@link ServiceLoader} finds with a class loader when the registry is
   * built, in the order in which it finds them.
   */
  public NodeRegistryBuilder serviceLoader(ClassLoader classLoader) {
    Objects.requireNonNull(classLoader, "classLoader");
    layers.add(
        known -> {
          try {
            ServiceLoader.load(NodeProvider.class, classLoader).forEach(known::add);
          } catch (ServiceConfigurationError e) {
            throw ProvidedType.failure(
                "A node provider found by the class loader cannot be used", e);
          }
        });
    return this;
  }

  /** Sets the factory of a known type; the type is otherwise unchanged. */
  public NodeRegistryBuilder factory(String typeName, NodeFactory factory) {
    Objects.requireNonNull(typeName, "typeName");
    Objects.requireNonNull(factory, "factory");
    layers.add(known -> known.bind(typeName, factory));
    return this;
  }

  /** Adds a migration, or replaces the migration of the same old name. */
  public NodeRegistryBuilder migration(Migration migration) {
    Objects.requireNonNull(migration, "migration");
    requireName(migration.from());
    requireName(migration.to());
    layers.add(known -> known.migrations.put(migration.from(), migration));
    return this;
  }

  /**
   * Removes the migration of an old name, so that a type of this name is used instead of the
   * successor; for hosts that still have the type.
   */
  public NodeRegistryBuilder withoutMigration(String from) {
    Objects.requireNonNull(from, "from");
    layers.add(known -> known.migrations.remove(from));
    return this;
  }

  /**
   * Builds the registry.
   *
   * @throws IllegalArgumentException if a factory is set for an unknown type
   * @throws dev.sluice.error.NodeCreationException if a provider cannot be created or its names
   *     cannot be read
   * @throws dev.sluice.error.LoaderFailedException if the built-in catalog cannot be read
   */
  public NodeRegistry build() {
    BuiltInCatalog catalog = BuiltInCatalog.open();
    if (layers.isEmpty()) {
      return new LayeredRegistry(catalog.types(), catalog.migrations(), catalog.fingerprint());
    }
    Known known = new Known(catalog);
    layers.forEach(layer -> layer.addTo(known));
    return new LayeredRegistry(
        new LinkedHashMap<>(known.types),
        known.migrations,
        known.facts.fingerprint(catalog.fingerprint(), known.migrations));
  }

  private static void requireName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a type name must not be blank");
    }
  }

  /** A call of the builder, replayed in order by each build. */
  @FunctionalInterface
  private interface Layer {
    void addTo(Known known);
  }

  /** The result of the layers so far. */
  private static final class Known {

    final TreeMap<String, TypeSource> types;
    final Map<String, Migration> migrations;
    final HostFacts facts = new HostFacts();

    Known(BuiltInCatalog catalog) {
      types = new TreeMap<>(catalog.types());
      migrations = new HashMap<>(catalog.migrations());
    }

    void add(NodeProvider provider) {
      String label;
      TreeSet<String> names;
      Map<String, NodeFactory> factories;
      try {
        label = provider.label();
        names = new TreeSet<>(provider.names());
        factories = new TreeMap<>(provider.factories());
      } catch (RuntimeException | LinkageError e) {
        throw ProvidedType.failure(
            "The names of the provider " + provider.getClass().getName() + " cannot be read", e);
      }
      for (String name : names) {
        requireName(name);
        types.put(name, new ProvidedType(name, provider, label));
      }
      facts.add(provider, names);
      factories.forEach(this::bind);
    }

    void bind(String typeName, NodeFactory factory) {
      TypeSource described = types.get(typeName);
      if (described == null) {
        throw new IllegalArgumentException(
            "a factory must belong to a known type, was "
                + typeName
                + "; nearest: "
                + NearestNames.of(typeName, types.keySet()));
      }
      types.put(typeName, new BoundType(described, factory));
      facts.add(typeName, factory);
    }
  }

  /** A type that the host has passed to the registry. */
  record FixedType(NodeType type) implements TypeSource {

    @Override
    public NodeType type(String name) {
      return type;
    }

    @Override
    public Optional<NodeType> loaded(String name) {
      return Optional.of(type);
    }

    @Override
    public Optional<String> category(String name) {
      return Optional.of(type.category());
    }
  }

  /** A type from another source whose nodes are created by a host's factory. */
  static final class BoundType implements TypeSource {

    private final TypeSource described;
    private final NodeFactory factory;
    private final AtomicReference<@Nullable NodeType> bound = new AtomicReference<>();

    BoundType(TypeSource described, NodeFactory factory) {
      this.described = described;
      this.factory = factory;
    }

    @Override
    public NodeType type(String name) {
      NodeType type = bound.get();
      if (type != null) {
        return type;
      }
      // Threads in a race each create one, but all return the one that was set first.
      NodeType made = described.type(name).withFactory(factory);
      NodeType first = bound.compareAndExchange(null, made);
      return first == null ? made : first;
    }

    @Override
    public Optional<NodeType> loaded(String name) {
      return described.loaded(name).isPresent() ? Optional.of(type(name)) : Optional.empty();
    }

    @Override
    public boolean isBuiltIn() {
      return described.isBuiltIn();
    }

    @Override
    public Optional<String> category(String name) {
      return described.category(name);
    }
  }
}
