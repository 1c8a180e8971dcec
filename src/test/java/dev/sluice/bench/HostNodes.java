package dev.sluice.bench;

import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.pool.ReusableNode;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.registry.NodeRegistryBuilder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A host whose nodes take a given time to construct. */
final class HostNodes {

  private static final int PIECES = 400;
  private static final long PIECE = 200_000;

  private final double stepsPerNano = stepsPerNano();
  private volatile long steps;

  /** Sets what the constructor of a node takes, in nanoseconds of CPU time. */
  void cost(long nanos) {
    steps = Math.round(nanos * stepsPerNano);
  }

  /** The built-in types, of which those named are constructed by this host. */
  NodeRegistry registry(Collection<String> types) {
    NodeRegistryBuilder builder = NodeRegistries.builder();
    NodeFactory factory = HostNode::new;
    types.forEach(type -> builder.factory(type, factory));
    return builder.build();
  }

  /** Measured in short pieces, most of them after the compiler has seen the steps. */
  private static double stepsPerNano() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < PIECES; i++) {
      long before = threads.getCurrentThreadCpuTime();
      long done = work(PIECE);
      long nanos = threads.getCurrentThreadCpuTime() - before;
      rates.add(done == 0 ? 0 : (double) PIECE / nanos);
    }
    return rates.stream().sorted().toList().get(PIECES * 3 / 4);
  }

  /** Steps each of which needs the one before, so that no compiler shortens them. */
  private static long work(long steps) {
    long state = 1;
    for (long i = 0; i < steps; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
    }
    return state;
  }

  /** A node that can be used again. */
  private final class HostNode implements ReusableNode {

    private final long made = work(steps);
    private NodeDefinition definition;

    HostNode(NodeDefinition definition) {
      this.definition = definition;
    }

    @Override
    public NodeDefinition definition() {
      return definition;
    }

    @Override
    public void reset() {
      definition = null;
    }

    @Override
    public boolean isClean() {
      return definition == null;
    }

    @Override
    public void reuse(NodeDefinition next) {
      definition = next;
    }

    @Override
    public String toString() {
      return "HostNode[" + made + "]";
    }
  }
}
