package dev.sluice.column;

/**
 * Strings stored contiguously, with one to three bytes for each char; invalid Unicode is preserved.
 */
final class PackedText {

  private final ByteColumn bytes = new ByteColumn();

  /** The end of each string. */
  private final OffsetColumn ends = new OffsetColumn();

  void add(String text) {
    if (!bytes.addAscii(text)) {
      addEach(text);
    }
    ends.add(bytes.size());
  }

  private void addEach(String text) {
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next < 0x80) {
        bytes.add(next);
      } else {
        if (next < 0x800) {
          bytes.add(0xC0 | next >> 6);
        } else {
          bytes.add(0xE0 | next >> 12);
          bytes.add(0x80 | (next >> 6 & 0x3F));
        }
        bytes.add(0x80 | (next & 0x3F));
      }
    }
  }

  /** The string with this number, as a new object. */
  String get(int number) {
    long end = ends.get(number);
    StringBuilder text = new StringBuilder((int) (end - start(number)));
    for (long at = start(number); at < end; at += width(at)) {
      text.append(charAt(at));
    }
    return text.toString();
  }

  boolean matches(int number, String text) {
    return lengthOfPrefix(number, text) == ends.get(number) - start(number);
  }

  boolean startsWith(int number, String prefix) {
    return lengthOfPrefix(number, prefix) >= 0;
  }

  /** The number of bytes of a string that equal this prefix, or -1 if it begins differently. */
  private long lengthOfPrefix(int number, String prefix) {
    long start = start(number);
    long end = ends.get(number);
    long at = start;
    for (int i = 0; i < prefix.length(); i++) {
      if (at >= end || charAt(at) != prefix.charAt(i)) {
        return -1;
      }
      at += width(at);
    }
    return at - start;
  }

  private long start(int number) {
    return number == 0 ? 0 : ends.get(number - 1);
  }

  private int width(long at) {
    int first = bytes.get(at);
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : 3;
  }

  private char charAt(long at) {
    int first = bytes.get(at);
    if (first < 0x80) {
      return (char) first;
    }
    return first < 0xE0
        ? (char) ((first & 0x1F) << 6 | (bytes.get(at + 1) & 0x3F))
        : (char)
            ((first & 0x0F) << 12 | (bytes.get(at + 1) & 0x3F) << 6 | (bytes.get(at + 2) & 0x3F));
  }
}
