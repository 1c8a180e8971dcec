package dev.sluice.codec;

import org.jspecify.annotations.Nullable;

/** How the bytes of a source are packed; told by their content, never by the file's name. */
enum Compression {
  /** Not packed at all. */
  PLAIN(""),
  /** gzip, RFC 1952. */
  GZIP(".gz"),
  /** Zstandard, RFC 8878; the stream may begin with a skippable frame. */
  ZSTD(".zst");

  /** No magic number is longer. */
  static final int MAGIC_LENGTH = 4;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  /** What a file packed so has at the end of its name, empty for {@link #PLAIN}. */
  public String suffix() {
    return suffix;
  }

  /**
   * The compression of a source that begins with these bytes, or null where more of them must be
   * seen.
   */
  static @Nullable Compression detect(byte[] head, int length) {
    if (begins(head, length, 0x1F, 0x8B)) {
      return length >= 2 ? GZIP : null;
    }
    if (beginsZstd(head, length)) {
      return length >= MAGIC_LENGTH ? ZSTD : null;
    }
    return PLAIN;
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
