package dev.sluice.model;

import java.util.Objects;

/**
 * The formatting of a JSON document: white space, escapes and the byte order mark.
 *
 * <p>It covers the choices of Python's {@code json.dump} and {@code orjson}, which editors use. A
 * document written by one of them is written back byte for byte.
 *
 * @param indent the indentation of each level, spaces or tabs; empty for a document on one line
 * @param lineBreak the line separator: {@code \n}, {@code \r\n} or {@code \r}
 * @param spaced whether a space follows each colon and, on one line, each comma
 * @param ascii whether non-ASCII characters are escaped
 * @param end the white space after the document, usually a line break or nothing
 * @param marked whether the document begins with a UTF-8 byte order mark
 */
public record Layout(
    String indent, String lineBreak, boolean spaced, boolean ascii, String end, boolean marked) {

  /** Two spaces for each level, and a line break at the end. */
  public static final Layout PRETTY = new Layout("  ", "\n", true, false, "\n", false);

  /** No white space. */
  public static final Layout COMPACT = new Layout("", "\n", false, false, "", false);

  /**
   * A layout.
   *
   * @throws IllegalArgumentException if the indent, the line break or the end contains other
   *     characters
   */
  public Layout {
    Objects.requireNonNull(indent, "indent");
    Objects.requireNonNull(lineBreak, "lineBreak");
    Objects.requireNonNull(end, "end");
    if (!indent.isBlank() || indent.contains("\n") || indent.contains("\r")) {
      throw new IllegalArgumentException("indent must consist of spaces and tabs");
    }
    if (!lineBreak.equals("\n") && !lineBreak.equals("\r\n") && !lineBreak.equals("\r")) {
      throw new IllegalArgumentException("lineBreak must be \\n, \\r\\n or \\r");
    }
    for (int i = 0; i < end.length(); i++) {
      if (" \t\n\r".indexOf(end.charAt(i)) < 0) {
        throw new IllegalArgumentException("end must consist of spaces, tabs and line breaks");
      }
    }
  }

  /** Whether each value has its own line. */
  public boolean isIndented() {
    return !indent.isEmpty();
  }
}
