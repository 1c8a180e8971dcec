package dev.sluice.registry;

import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.registry.catalog.TypeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A registry that maps each name to one source, determined when it was built.
 *
 * <p>The maps never change, so a lookup reads a plain map and a volatile field of the source.
 */
final class LayeredRegistry implements NodeRegistry {

  private final Map<String, TypeSource> types;
  private final Map<String, Migration> migrations;
  private final String fingerprint;
  private final Set<String> names;

  /** Takes over maps that no longer change; the types are in the order of their names. */
  LayeredRegistry(
      Map<String, TypeSource> types, Map<String, Migration> migrations, String fingerprint) {
    this.types = types;
    this.migrations = migrations;
    this.fingerprint = fingerprint;
    this.names = Collections.unmodifiableSet(types.keySet());
  }

  @Override
  public Optional<NodeType> find(String name) {
    TypeSource source = types.get(name);
    return source == null ? Optional.empty() : Optional.of(source.type(name));
  }

  @Override
  public boolean isLoaded(String name) {
    TypeSource source = types.get(name);
    return source != null && source.loaded(name).isPresent();
  }

  @Override
  public Optional<Migration> migration(String declaredType) {
    return Optional.ofNullable(migrations.get(declaredType));
  }

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public List<NodeType> loaded() {
    List<NodeType> loaded = new ArrayList<>();
    types.forEach((name, source) -> source.loaded(name).ifPresent(loaded::add));
    return Collections.unmodifiableList(loaded);
  }

  @Override
  public Optional<String> categoryOf(String name) {
    TypeSource source = types.get(name);
    return source == null ? Optional.empty() : source.category(name);
  }

  @Override
  public boolean isBuiltIn(String name) {
    TypeSource source = types.get(name);
    return source != null && source.isBuiltIn();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }
}
