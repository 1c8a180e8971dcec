/**
 * Compression, detected from the content and limited: bytes to bytes, without Reactor.
 *
 * <p>Imports {@code stage}, {@code config}, {@code error} and {@code model}; only {@code
 * NativeZstd} and {@code NativeZstdCompressor} use zstd-jni.
 */
@NullMarked
package dev.sluice.codec;

import org.jspecify.annotations.NullMarked;
