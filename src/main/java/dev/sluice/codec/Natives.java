package dev.sluice.codec;

import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The makers of everything that holds native memory.
 *
 * <p>Contexts are made anew for each source. Reuse would save some 9 µs on small zstd files, but a
 * context is unusable after an error until it is reset, and nobody but the load knows when it is
 * done with one.
 *
 * @param inflaters makes what unpacks raw deflate data
 * @param contexts makes a zstd context for frames that look back no further than so many bytes
 * @param deflaters makes what packs raw deflate data at a level
 * @param compressors makes a zstd context that packs at a level
 */
record Natives(
    Supplier<Inflater> inflaters,
    LongFunction<ZstdContext> contexts,
    IntFunction<Deflater> deflaters,
    IntFunction<ZstdCompressor> compressors) {

  static Natives standard() {
    return new Natives(
        () -> new Inflater(true),
        ZstdContext::open,
        level -> new Deflater(level, true),
        ZstdCompressor::open);
  }
}
