package dev.sluice.codec;

import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Creates all objects that hold native memory.
 *
 * <p>Each source gets new contexts. Reuse would save about 9 µs for small zstd files, but a context
 * cannot be used after an error until it is reset, and only the load knows when it no longer needs
 * one.
 *
 * @param inflaters creates inflaters for raw deflate data
 * @param contexts creates zstd contexts for frames with a given maximum window
 * @param deflaters creates deflaters for raw deflate data with a level
 * @param compressors creates zstd compression contexts with a level
 */
record NativeResources(
    Supplier<Inflater> inflaters,
    LongFunction<ZstdContext> contexts,
    IntFunction<Deflater> deflaters,
    IntFunction<ZstdCompressor> compressors) {

  static NativeResources standard() {
    return new NativeResources(
        () -> new Inflater(true),
        ZstdContext::open,
        level -> new Deflater(level, true),
        ZstdCompressor::open);
  }
}
