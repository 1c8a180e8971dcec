package dev.sluice.value;

import java.util.Map;

/** A deeply immutable container of JSON values. */
public sealed interface Frozen permits EndMembers, FrozenMap, ShapedMap, ValueList {

  /** A JSON object, whose keys are always strings, with the corresponding type of map. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
