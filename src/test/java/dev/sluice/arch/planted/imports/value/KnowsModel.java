package dev.sluice.arch.planted.imports.value;

import dev.sluice.arch.planted.imports.model.KnowsRecord;

/** Planted: value may not import KnowsRecord. */
public interface KnowsModel {
  KnowsRecord planted();
}
