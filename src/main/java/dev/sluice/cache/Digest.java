package dev.sluice.cache;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The SHA-256 of a content, with all 256 bits. */
record Digest(long first, long second, long third, long fourth) {

  private static final int BYTES = 32;

  static Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + bytes.length);
    }
    ByteBuffer longs = ByteBuffer.wrap(bytes);
    return new Digest(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
  }

  /**
   * Parses the result of {@link #toString}.
   *
   * @throws IllegalArgumentException if it is not 64 hexadecimal digits
   */
  static Digest parse(String digits) {
    return of(HexFormat.of().parseHex(digits));
  }

  /** All bits are uniformly distributed, so some of them are enough. */
  @Override
  public int hashCode() {
    return Long.hashCode(first);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that
        && first == that.first
        && second == that.second
        && third == that.third
        && fourth == that.fourth;
  }

  /** 64 hexadecimal digits in lower case. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(first)
        + hex.toHexDigits(second)
        + hex.toHexDigits(third)
        + hex.toHexDigits(fourth);
  }
}
