package dev.sluice.arch.planted.imports.stage;

import reactor.core.publisher.Flux;

/** Planted: stage may not import Flux. */
public interface KnowsReactor {
  Flux<String> planted();
}
