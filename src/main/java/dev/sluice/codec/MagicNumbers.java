package dev.sluice.codec;

import dev.sluice.config.Compression;
import org.jspecify.annotations.Nullable;

/** The first bytes of a source, which tell how it is packed; a file's name never does. */
final class MagicNumbers {

  /** No magic number is longer. */
  static final int MAX_LENGTH = 4;

  private MagicNumbers() {}

  /**
   * The compression of a source that begins with these bytes, or null where more of them must be
   * seen. A zstd stream may begin with a skippable frame.
   */
  static @Nullable Compression detect(byte[] head, int length) {
    if (begins(head, length, 0x1F, 0x8B)) {
      return length >= 2 ? Compression.GZIP : null;
    }
    if (beginsZstd(head, length)) {
      return length >= MAX_LENGTH ? Compression.ZSTD : null;
    }
    return Compression.PLAIN;
  }

  /** Whether a frame or a skippable frame of zstd may begin with these bytes. */
  static boolean beginsZstd(byte[] head, int length) {
    int first = length > 0 ? head[0] & 0xFF : 0;
    return begins(head, length, 0x28, 0xB5, 0x2F, 0xFD)
        || begins(head, length, 0x50 | (first & 0x0F), 0x2A, 0x4D, 0x18);
  }

  private static boolean begins(byte[] head, int length, int... magic) {
    for (int i = 0; i < Math.min(length, magic.length); i++) {
      if ((head[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
