package dev.sluice.codec;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.LimitExceededException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Quantity;

/** Measures the input and the output of a decoder, and enforces the limits on both. */
final class OutputMeter {

  /** Output below this size may have any ratio: small documents of blanks are harmless. */
  static final long FREE_BYTES = 1 << 20;

  private final Limits limits;
  private long decoded;
  private int frames;

  OutputMeter(Limits limits) {
    this.limits = limits;
  }

  /** The maximum number of bytes of the source. */
  long compressedBound() {
    return limits.of(Limit.COMPRESSED_BYTES);
  }

  /** The number of bytes that may still be decoded from this part of the source. */
  long room(long compressed) {
    return Math.min(limits.of(Limit.DECODED_BYTES), ratioBound(compressed)) - decoded;
  }

  /** Counts decoded bytes. */
  void decoded(long bytes) {
    decoded += bytes;
  }

  /** Counts a gzip member or a zstd frame. */
  void frame() {
    long bound = limits.of(Limit.FRAMES);
    if (++frames > bound) {
      throw over(
          Limit.FRAMES, "The source has more than " + Quantity.of(bound, "compressed frame"));
    }
  }

  /** Refuses a frame whose window is too large. */
  void window(long bytes) {
    if (bytes > limits.of(Limit.ZSTD_WINDOW_BYTES)) {
      throw over(
          Limit.ZSTD_WINDOW_BYTES, "The source requests a window of " + Quantity.of(bytes, "byte"));
    }
  }

  /** Checks the ratio of the whole source. */
  void total(long compressed) {
    if (decoded > ratioBound(compressed)) {
      throw over(
          Limit.EXPANSION_RATIO,
          "The source expands from " + Quantity.of(compressed, "byte") + " to " + decoded);
    }
  }

  /** The failure of a source that exceeds {@link #compressedBound}. */
  LimitExceededException tooLong() {
    return over(
        Limit.COMPRESSED_BYTES,
        "The source has more than " + Quantity.of(compressedBound(), "byte"));
  }

  /** The failure of a plain source that continues when there is no {@link #room} left. */
  LimitExceededException tooLarge() {
    long bound = limits.of(Limit.DECODED_BYTES);
    return over(Limit.DECODED_BYTES, "The document is larger than " + Quantity.of(bound, "byte"));
  }

  /** The failure of a compressed source that expands further when there is no room left. */
  LimitExceededException tooMuch(long compressed) {
    long ratioBound = ratioBound(compressed);
    long bound = limits.of(Limit.DECODED_BYTES);
    return bound <= ratioBound
        ? over(Limit.DECODED_BYTES, "The source expands to more than " + Quantity.of(bound, "byte"))
        : over(
            Limit.EXPANSION_RATIO,
            "The source expands to more than "
                + Quantity.of(ratioBound, "byte")
                + " within its first "
                + compressed);
  }

  private long ratioBound(long compressed) {
    long ratio = limits.of(Limit.EXPANSION_RATIO);
    return compressed > Long.MAX_VALUE / ratio
        ? Long.MAX_VALUE
        : Math.max(FREE_BYTES, ratio * compressed);
  }

  private LimitExceededException over(Limit limit, String seen) {
    String message = seen + ", over the limit " + limit.label() + " of " + limits.of(limit);
    return new LimitExceededException(Finding.of(FindingCode.LIMIT_EXCEEDED, message), null);
  }
}
