package dev.sluice.arch.planted.imports.config;

import org.assertj.core.api.Assertions;

/** Planted: config may not import Assertions. */
public interface KnowsAStranger {
  Assertions planted();
}
