package dev.sluice.arch.planted.cycle.two;

import dev.sluice.arch.planted.cycle.one.One;

/** Planted: half of a cycle. */
public interface Two {
  One planted();
}
