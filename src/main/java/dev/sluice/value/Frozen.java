package dev.sluice.value;

import java.util.Map;

/** A deeply immutable container of JSON values. */
public sealed interface Frozen permits EndMembers, FrozenMap, ShapedMap, ValueList {

  /** A JSON object as a map with the type that its keys have: they are strings. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
