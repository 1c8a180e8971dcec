package dev.sluice.codec;

import dev.sluice.error.CorruptCompressionException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import org.jspecify.annotations.Nullable;

/** Creates the failures of compressed data; offsets count the compressed bytes of the source. */
final class Damage {

  private Damage() {}

  static CorruptCompressionException corrupt(
      String expected, String found, long offset, @Nullable Throwable cause) {
    return failure(FindingCode.CORRUPT_COMPRESSION, expected, found, offset, cause);
  }

  static CorruptCompressionException corrupt(String expected, String found, long offset) {
    return corrupt(expected, found, offset, null);
  }

  static CorruptCompressionException unexpected(String expected, int found, long offset) {
    return corrupt(expected, String.format("0x%02X", found), offset);
  }

  static CorruptCompressionException truncated(String expected, long offset) {
    return failure(FindingCode.TRUNCATED, expected, "the end of the source", offset, null);
  }

  private static CorruptCompressionException failure(
      FindingCode code, String expected, String found, long offset, @Nullable Throwable cause) {
    String message =
        "Expected " + expected + " but found " + found + " at compressed byte " + offset;
    return new CorruptCompressionException(Finding.of(code, message), cause);
  }
}
