package dev.sluice.arch.planted.visible.json;

/** Package-private, which is always right. */
interface Hidden {
  Needless neighbour();
}
