package dev.sluice.arch.planted.imports.codec;

import reactor.core.publisher.Flux;

/** Planted: codec may not import Flux. */
public interface KnowsReactor {
  Flux<String> planted();
}
