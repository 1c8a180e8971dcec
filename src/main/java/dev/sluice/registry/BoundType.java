package dev.sluice.registry;

import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.registry.catalog.TypeSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A descriptor from elsewhere whose nodes are made by a host's factory. */
final class BoundType implements TypeSource {

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
    // Racing threads each make one; all return the one that was put first.
    NodeType made = described.type(name).withFactory(factory);
    NodeType first = bound.compareAndExchange(null, made);
    return first == null ? made : first;
  }

  @Override
  public Optional<NodeType> loaded(String name) {
    return described.loaded(name).isPresent() ? Optional.of(type(name)) : Optional.empty();
  }

  @Override
  public Optional<String> category(String name) {
    return described.category(name);
  }
}
