package dev.sluice.arch.planted.imports.check;

import org.slf4j.Logger;

/** Planted: check may not import Logger. */
public interface KnowsSlf4j {
  Logger planted();
}
