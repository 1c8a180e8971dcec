package dev.sluice.registry;

import dev.sluice.model.NodeType;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A provider of one type that counts its calls, and what two threads were given. */
final class Lookups implements NodeProvider {

  static final String NAME = "RacedNode";

  @Nullable NodeType first;
  @Nullable NodeType second;

  private final AtomicInteger loads = new AtomicInteger();

  @Override
  public Set<String> names() {
    return Set.of(NAME);
  }

  @Override
  public NodeType load(String name) {
    loads.incrementAndGet();
    return NodeType.builder(name).build();
  }

  int loads() {
    return loads.get();
  }

  @SuppressWarnings("ReferenceEquality") // a type has an identity: its nodes share it
  boolean areSame() {
    return first != null && first == second;
  }
}
