package dev.sluice.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a node in the canonical form, read when they are asked for. Its config and type
 * are known in advance.
 */
public final class NodeMembers extends ShapedMap {

  private static final String CONFIG = "config";
  private static final String TYPE = "node_type";

  private final Map<String, Object> config;
  private final String type;

  /**
   * The members of a node.
   *
   * @param shape its keys, among them {@code node_type} and {@code config}, and no other that holds
   *     a type or a config in some dialect
   * @param at where the node begins
   */
  public NodeMembers(
      Shape shape, Unread document, int at, Map<String, Object> config, String type) {
    super(shape, document, at);
    this.config = config;
    this.type = type;
  }

  /** Whether the members contain this config and this type. */
  @SuppressWarnings("ReferenceEquality") // if this is false, the caller compares by equality
  public boolean says(Map<String, Object> other, String otherType) {
    return config == other && type.equals(otherType);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return CONFIG.equals(key) ? config : super.get(key);
  }

  /** The values, with the known config and type in place of the equal ones just read. */
  @Override
  @Nullable Object[] read(Unread document, int from) {
    @Nullable Object[] values = super.read(document, from);
    values[positionOf(CONFIG)] = config;
    values[positionOf(TYPE)] = type;
    return values;
  }
}
