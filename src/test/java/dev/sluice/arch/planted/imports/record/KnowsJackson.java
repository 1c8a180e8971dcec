package dev.sluice.arch.planted.imports.record;

import com.fasterxml.jackson.core.JsonParser;

/** Planted: record may not import JsonParser. */
public interface KnowsJackson {
  JsonParser planted();
}
