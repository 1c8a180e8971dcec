package dev.sluice.registry;

import dev.sluice.registry.catalog.FrequentTypes;
import java.util.List;

/**
 * The entry point for creating registries.
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
   * <p>Each call creates a new one, so that there is no static state and {@link
   * NodeRegistry#loaded()} covers only this registry. Creating it reads an index of names and loads
   * no types.
   */
  public static NodeRegistry builtIn() {
    return builder().build();
  }

  /** A builder that starts with the types and migrations of {@link #builtIn()}. */
  public static NodeRegistryBuilder builder() {
    return new NodeRegistryBuilder();
  }

  /**
   * The most common built-in types, which are worth loading in advance, in this order: the types at
   * the start of workflows come first.
   */
  public static List<String> frequentTypes() {
    return FrequentTypes.NAMES;
  }
}
