package dev.sluice.model;

import java.util.Objects;

/**
 * How the text of a JSON document is laid out: white space, escapes and what surrounds it.
 *
 * <p>These are the choices that Python's {@code json.dump} and {@code orjson}, the editors' ways of
 * writing, leave open. A document that one of them wrote is written back byte for byte.
 *
 * @param indent what each level is indented by, spaces or a tab; empty for a document on one line
 * @param lineBreak what ends a line: {@code \n}, {@code \r\n} or {@code \r}
 * @param spaced whether a space follows each colon and, on one line, each comma
 * @param ascii whether characters beyond ASCII are escaped
 * @param end what follows the document: spaces, tabs and line breaks, mostly one or none
 * @param marked whether a UTF-8 byte order mark stands before it
 */
public record Layout(
    String indent, String lineBreak, boolean spaced, boolean ascii, String end, boolean marked) {

  /** Two spaces for each level and a line break at the end. */
  public static final Layout PRETTY = new Layout("  ", "\n", true, false, "\n", false);

  /** No white space at all. */
  public static final Layout COMPACT = new Layout("", "\n", false, false, "", false);

  /**
   * A layout.
   *
   * @throws IllegalArgumentException if the indent, the line break or the end is anything else
   */
  public Layout {
    Objects.requireNonNull(indent, "indent");
    Objects.requireNonNull(lineBreak, "lineBreak");
    Objects.requireNonNull(end, "end");
    if (!indent.isBlank() || indent.contains("\n") || indent.contains("\r")) {
      throw new IllegalArgumentException("an indent is made of spaces and tabs");
    }
    if (!lineBreak.equals("\n") && !lineBreak.equals("\r\n") && !lineBreak.equals("\r")) {
      throw new IllegalArgumentException("a line break is \\n, \\r\\n or \\r");
    }
    if (!end.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
      throw new IllegalArgumentException("an end is made of spaces, tabs and line breaks");
    }
  }

  /** Whether each value has a line of its own. */
  public boolean isIndented() {
    return !indent.isEmpty();
  }
}
