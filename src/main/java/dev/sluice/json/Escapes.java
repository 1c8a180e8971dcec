package dev.sluice.json;

/** The escapes of JSON strings, RFC 8259 section 7. */
final class Escapes {

  private Escapes() {}

  /** Decodes a valid string without its quotes. */
  static String decode(String written) {
    StringBuilder text = new StringBuilder(written.length());
    int i = 0;
    while (i < written.length()) {
      char next = written.charAt(i++);
      if (next != '\\') {
        text.append(next);
        continue;
      }
      char kind = written.charAt(i++);
      switch (kind) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(written, i, i + 4, 16));
          i += 4;
        }
        default -> text.append(kind);
      }
    }
    return text.toString();
  }
}
