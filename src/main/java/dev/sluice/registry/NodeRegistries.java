package dev.sluice.registry;

import dev.sluice.registry.catalog.FrequentTypes;
import java.util.List;

/**
 * The door to registries.
 *
 * <pre>{@code
 * NodeRegistry registry =
 *     NodeRegistries.builder()
 *         .serviceLoader(MyHost.class.getClassLoader())
 *         .add(NodeType.of("AcmeSendNode", "acme", inputs, outputs, AcmeSendNode::new))
 *         .factory("IfNode", MyIfNode::new)
 *         .build();
 * }</pre>
 */
public final class NodeRegistries {

  private NodeRegistries() {}

  /**
   * A registry of the 492 built-in types and 19 migrations.
   *
   * <p>Each call makes an own one, so that nothing is static and {@link NodeRegistry#loaded()}
   * tells of this registry only: it opens an index of names and loads no descriptor.
   */
  public static NodeRegistry builtIn() {
    return builder().build();
  }

  /** A builder that begins with what {@link #builtIn()} knows. */
  public static NodeRegistryBuilder builder() {
    return new NodeRegistryBuilder();
  }

  /**
   * The built-in types most workflows use, those a workflow begins with first: what is worth
   * loading ahead of need, and in this order.
   */
  public static List<String> frequentTypes() {
    return FrequentTypes.NAMES;
  }
}
