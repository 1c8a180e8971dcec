package dev.sluice.codec;

import java.nio.ByteBuffer;

/**
 * A native zstd compression context, without a reference to the library.
 *
 * <p>As with {@link ZstdContext}, {@link #open} is the only place that references the class that
 * uses the library.
 */
interface ZstdCompressor {

  /**
   * Encodes from one buffer into another, moving both positions; both are backed by arrays.
   *
   * @param last whether this is the end of the source, so that the frame must be ended
   * @return whether nothing is left in the context
   */
  boolean encode(ByteBuffer target, ByteBuffer source, boolean last);

  /** Frees the native memory; called once. */
  void close();

  /** Opens a context for frames with a checksum. */
  static ZstdCompressor open(int level) {
    try {
      return new NativeZstdCompressor(level);
    } catch (LinkageError e) {
      throw ZstdContext.unavailable(e);
    }
  }
}
