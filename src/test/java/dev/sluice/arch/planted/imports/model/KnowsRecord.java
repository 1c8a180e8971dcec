package dev.sluice.arch.planted.imports.model;

import dev.sluice.arch.planted.imports.record.Planted;

/** Planted: model may not import Planted. */
public interface KnowsRecord {
  Planted planted();
}
