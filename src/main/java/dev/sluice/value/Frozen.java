package dev.sluice.value;

/** A container of JSON values that nobody can change any more, at any depth. */
public sealed interface Frozen permits FrozenMap, ShapedMap, ValueList {}
