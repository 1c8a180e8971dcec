package dev.sluice.arch.planted.imports.assemble;

import com.github.benmanes.caffeine.cache.Cache;

/** Planted: assemble may not import Cache. */
public interface KnowsCaffeine {
  Cache<String, String> planted();
}
