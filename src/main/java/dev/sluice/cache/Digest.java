package dev.sluice.cache;

import dev.sluice.text.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

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

  /** The digest of the remaining bytes of a buffer; its position does not change. */
  static Digest of(ByteBuffer bytes) {
    MessageDigest sha = Sha256.begin();
    sha.update(bytes.duplicate());
    return of(sha.digest());
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

  /** Computes the digest of bytes that pass through a Flux; for one subscription. */
  static final class StreamedDigest {

    private final MessageDigest sha = Sha256.begin();
    private @Nullable Digest result;

    Flux<ByteBuffer> of(Flux<ByteBuffer> chunks) {
      return chunks
          .doOnNext(chunk -> sha.update(chunk.duplicate()))
          .doOnComplete(() -> result = Digest.of(sha.digest()));
    }

    /** The digest; null if the end was not reached because the reader stopped before it. */
    @Nullable Digest result() {
      return result;
    }
  }
}
