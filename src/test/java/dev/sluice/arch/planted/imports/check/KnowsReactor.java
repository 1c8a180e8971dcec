package dev.sluice.arch.planted.imports.check;

import org.reactivestreams.Publisher;

/** Planted: check may not import Publisher. */
public interface KnowsReactor {
  Publisher<String> planted();
}
