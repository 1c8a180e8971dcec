package dev.sluice.arch.planted.imports.json;

import com.fasterxml.jackson.core.JsonParser;

/** Allowed: json is where Jackson is used. */
interface Proper {
  JsonParser[] allowed();
}
