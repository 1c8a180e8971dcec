package dev.sluice.codec;

/**
 * The header of a zstd frame, read from its bytes (RFC 8878, section 3.1.1.1).
 *
 * <pre>
 *   magic(4) | descriptor(1) | window(0-1) | dictionary(0-4) | content size(0-8)
 * </pre>
 */
final class ZstdFrameHeader {

  /** The length of the magic number and the descriptor, which determines the length of the rest. */
  static final int DESCRIPTOR_END = 5;

  static final int MAX_LENGTH = 18;

  private final byte[] bytes;
  private final int descriptor;

  /** A view of the bytes: {@link #DESCRIPTOR_END} of them are set now, {@link #length} later. */
  ZstdFrameHeader(byte[] bytes) {
    this.bytes = bytes;
    this.descriptor = bytes[DESCRIPTOR_END - 1];
  }

  int length() {
    return DESCRIPTOR_END + windowLength() + dictionaryLength() + contentSizeLength();
  }

  boolean hasChecksum() {
    return (descriptor & 0x04) != 0;
  }

  /** The number of the dictionary that the frame requires, 0 for none. */
  long dictionary() {
    return littleEndian(bytes, DESCRIPTOR_END + windowLength(), dictionaryLength());
  }

  /** The decompressed size of the frame, or -1 if it is absent; never exceeds a long. */
  long contentSize() {
    int length = contentSizeLength();
    if (length == 0) {
      return -1;
    }
    long size = littleEndian(bytes, length() - length, length) + (length == 2 ? 256 : 0);
    return size < 0 ? Long.MAX_VALUE : size;
  }

  /** The window size of the frame in bytes. */
  long window() {
    if (isSingleSegment()) {
      return contentSize();
    }
    int window = bytes[DESCRIPTOR_END];
    long base = 1L << (10 + (window >>> 3 & 0x1F));
    return base + base / 8 * (window & 0x07);
  }

  private boolean isSingleSegment() {
    return (descriptor & 0x20) != 0;
  }

  private int windowLength() {
    return isSingleSegment() ? 0 : 1;
  }

  private int dictionaryLength() {
    int flag = descriptor & 0x03;
    return flag == 3 ? 4 : flag;
  }

  private int contentSizeLength() {
    int flag = descriptor >>> 6 & 0x03;
    return flag == 0 ? (isSingleSegment() ? 1 : 0) : 1 << flag;
  }

  static long littleEndian(byte[] bytes, int from, int length) {
    long number = 0;
    for (int i = 0; i < length; i++) {
      number |= (bytes[from + i] & 0xFFL) << (8 * i);
    }
    return number;
  }
}
