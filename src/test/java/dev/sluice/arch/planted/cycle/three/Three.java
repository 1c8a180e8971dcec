package dev.sluice.arch.planted.cycle.three;

import dev.sluice.arch.planted.cycle.Base;

/** Planted: half of a cycle. */
public interface Three {
  Base planted();
}
