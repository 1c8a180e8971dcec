package dev.sluice.arch.planted.cycle.one;

import dev.sluice.arch.planted.cycle.two.Two;

/** Planted: half of a cycle. */
public interface One {
  Two planted();
}
