package dev.sluice.registry;

import dev.sluice.model.NodeType;
import dev.sluice.registry.catalog.TypeSource;
import java.util.Optional;

/** A descriptor the host handed over ready made. */
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
