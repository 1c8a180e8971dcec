package dev.sluice.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Padding between two gzip members or zstd frames, which every decoder skips. */
enum Padding {
  /** An empty member, whose header has an extra field (RFC 1952, 2.3.1.1). */
  GZIP {
    @Override
    ByteBuffer of(int size) {
      int extra = Math.min(Math.max(size - GZIP_FRAMING, 4), MOST_EXTRA);
      return ByteBuffer.allocate(GZIP_FRAMING + extra)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put(new byte[] {0x1F, (byte) 0x8B, 8, 4, 0, 0, 0, 0, 0, (byte) 0xFF})
          .putShort((short) extra)
          .put(new byte[] {'S', 'L'})
          .putShort((short) (extra - 4))
          .position(12 + extra)
          .put(new byte[] {3, 0}) // no data
          .clear();
    }
  },

  /** A skippable frame (RFC 8878, 3.1.2). */
  ZSTD {
    @Override
    ByteBuffer of(int size) {
      int content = Math.max(size - 8, 0);
      return ByteBuffer.allocate(8 + content)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(0x184D2A50)
          .putInt(content)
          .clear();
    }
  };

  /** Header, length of the extra field, data and trailer of an empty member. */
  private static final int GZIP_FRAMING = 10 + 2 + 2 + 8;

  private static final int MOST_EXTRA = 0xFFFF;

  /** Padding of roughly this size, at most about 64 KiB for gzip. */
  abstract ByteBuffer of(int size);
}
