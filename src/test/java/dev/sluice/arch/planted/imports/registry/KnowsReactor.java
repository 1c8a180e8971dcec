package dev.sluice.arch.planted.imports.registry;

import reactor.core.publisher.Mono;

/** Planted: registry may not import Mono. */
public interface KnowsReactor {
  Mono<String> planted();
}
