package dev.sluice.record;

import dev.sluice.record.ValueInspector.LookedAt;
import dev.sluice.value.Shape;
import java.util.HashMap;
import java.util.Map;

/**
 * What the fast lane has learnt about the keys of documents: the shapes of nodes, connections and
 * configs, and what is kept with them. It has no bytes or values of a document, and is used by one
 * load at a time; see {@link LaneMemories}.
 */
final class LaneMemory {

  /** The maximum number of shapes and of characters in their keys that are kept for later loads. */
  private static final int MOST_SHAPES = 1 << 12;

  private static final int MOST_CHARACTERS = 1 << 17;

  /** The maximum number of types whose shapes are kept apart. */
  private static final int MOST_TYPES = 1 << 10;

  final Shape nodes = Shape.empty();
  final Shape connections = nodes.otherRoot();

  /** The keys of objects that are passed over. */
  final Shape objects = nodes.otherRoot();

  /** The keys of objects that are built, whatever they are. */
  final Shape built = nodes.otherRoot();

  /** The configs of nodes whose type is not known when their config is read. */
  final TypeConfigs untyped = new TypeConfigs(nodes.otherRoot(), LookedAt.ALL);

  private final Map<String, TypeConfigs> types = new HashMap<>();

  /**
   * The configs of the nodes of one type.
   *
   * @param keys the root of the shapes of their keys
   * @param lookedAt the values that rules look at
   */
  record TypeConfigs(Shape keys, LookedAt lookedAt) {}

  /** The configs of the nodes of a type. */
  TypeConfigs of(String type, ValueInspector inspector) {
    TypeConfigs known = types.get(type);
    if (known == null) {
      known = new TypeConfigs(nodes.otherRoot(), inspector.lookedAt(type));
      if (types.size() < MOST_TYPES) {
        types.put(type, known);
      }
    }
    return known;
  }

  /** Begins with another document. */
  void begin() {
    nodes.learnAgain();
  }

  /** Whether it is small enough to be kept. */
  boolean isSmall() {
    return types.size() < MOST_TYPES && nodes.isTreeWithin(MOST_SHAPES, MOST_CHARACTERS);
  }
}
