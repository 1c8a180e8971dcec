package dev.sluice.registry;

import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that counts its loads. */
class FakeProvider implements NodeProvider {

  final AtomicInteger loads = new AtomicInteger();
  private final Set<String> names;

  FakeProvider(String... names) {
    this.names = Set.of(names);
  }

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public NodeType load(String name) throws Exception {
    loads.incrementAndGet();
    return NodeType.of(name, "fake", List.of(), List.of(), NodeFactory.PLAIN);
  }
}
