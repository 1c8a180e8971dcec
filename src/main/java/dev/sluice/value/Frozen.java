package dev.sluice.value;

/** A deeply immutable container of JSON values. */
public sealed interface Frozen permits FrozenMap, ShapedMap, ValueList {}
