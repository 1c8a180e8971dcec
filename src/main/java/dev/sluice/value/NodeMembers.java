package dev.sluice.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a node in the canonical form, read when they are asked for. Its config, type and
 * id are known in advance.
 */
public final class NodeMembers extends ShapedMap {

  private static final String CONFIG = "config";
  private static final String TYPE = "node_type";
  private static final String ID = "node_id";

  private final Map<String, Object> config;
  private final String type;
  private final String id;

  /**
   * The members of a node.
   *
   * @param shape its keys, among them {@code node_id}, {@code node_type} and {@code config}, and no
   *     other that holds a type or a config in some dialect
   * @param at where the node begins
   */
  public NodeMembers(
      Shape shape, Unread document, int at, Map<String, Object> config, String type, String id) {
    super(shape, document, at);
    this.config = config;
    this.type = type;
    this.id = id;
  }

  /** Whether the members contain this config and this type. */
  @SuppressWarnings("ReferenceEquality") // if this is false, the caller compares by equality
  public boolean says(Map<String, Object> other, String otherType) {
    return config == other && type.equals(otherType);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    if (CONFIG.equals(key)) {
      return config;
    }
    return TYPE.equals(key) ? type : ID.equals(key) ? id : super.get(key);
  }

  /** The values, with those that are known in their places. */
  @Override
  @Nullable Object[] read(Unread document, int from) {
    @Nullable Object[] values = super.read(document, from);
    values[positionOf(CONFIG)] = config;
    values[positionOf(TYPE)] = type;
    values[positionOf(ID)] = id;
    return values;
  }
}
