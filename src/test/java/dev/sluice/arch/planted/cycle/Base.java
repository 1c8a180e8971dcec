package dev.sluice.arch.planted.cycle;

import dev.sluice.arch.planted.cycle.three.Three;

/** Planted: half of a cycle, in the base package. */
public interface Base {
  Three planted();
}
