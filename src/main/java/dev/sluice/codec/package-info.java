/**
 * Compression, recognised by content and bounded by limits: bytes to bytes, without Reactor.
 *
 * <p>Imports {@code stage}, {@code config}, {@code error} and {@code model}; zstd-jni is named in
 * {@code NativeZstd} and {@code NativeZstdCompressor} only.
 */
@NullMarked
package dev.sluice.codec;

import org.jspecify.annotations.NullMarked;
