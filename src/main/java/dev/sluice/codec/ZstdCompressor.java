package dev.sluice.codec;

import java.nio.ByteBuffer;

/**
 * A native zstd compression context, seen without the library behind it.
 *
 * <p>As with {@link ZstdContext}, {@link #open} is the only place that names the class that names
 * the library.
 */
interface ZstdCompressor {

  /**
   * Encodes from one buffer into another, moving both positions; both are backed by arrays.
   *
   * @param last whether nothing follows the source, so that the frame is to be ended
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
