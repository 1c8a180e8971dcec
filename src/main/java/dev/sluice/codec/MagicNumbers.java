package dev.sluice.codec;

import dev.sluice.config.Compression;
import org.jspecify.annotations.Nullable;

/** Detects the compression of a source from its first bytes; its name is not considered. */
final class MagicNumbers {

  /** The maximum length of a magic number. */
  static final int MAX_LENGTH = 4;

  private MagicNumbers() {}

  /**
   * The compression of a source that begins with these bytes, or null if more bytes are needed. A
   * zstd stream may begin with a skippable frame.
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

  /** Whether these bytes can be the beginning of a zstd frame or a skippable frame. */
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
