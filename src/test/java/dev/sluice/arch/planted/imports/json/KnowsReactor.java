package dev.sluice.arch.planted.imports.json;

import reactor.core.publisher.Flux;

/** Planted: json may not import Flux. */
public interface KnowsReactor {
  Flux<String> planted();
}
