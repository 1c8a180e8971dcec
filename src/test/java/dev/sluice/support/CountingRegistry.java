package dev.sluice.support;

import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.registry.NodeRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A registry that counts the calls of its methods. */
public final class CountingRegistry implements NodeRegistry {

  /** How often each name was looked up. */
  public final Map<String, Integer> finds = new ConcurrentHashMap<>();

  /** How often each name was asked for its migration. */
  public final Map<String, Integer> migrations = new ConcurrentHashMap<>();

  private final NodeRegistry registry;

  public CountingRegistry(NodeRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Optional<NodeType> find(String name) {
    finds.merge(name, 1, Integer::sum);
    return registry.find(name);
  }

  @Override
  public Optional<Migration> migration(String declaredType) {
    migrations.merge(declaredType, 1, Integer::sum);
    return registry.migration(declaredType);
  }

  @Override
  public boolean isLoaded(String name) {
    return registry.isLoaded(name);
  }

  @Override
  public Set<String> names() {
    return registry.names();
  }

  @Override
  public List<NodeType> loaded() {
    return registry.loaded();
  }

  @Override
  public Optional<String> categoryOf(String name) {
    return registry.categoryOf(name);
  }

  @Override
  public String fingerprint() {
    return registry.fingerprint();
  }
}
