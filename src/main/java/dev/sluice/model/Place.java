package dev.sluice.model;

/**
 * A position in a document, as line and column and as a byte offset.
 *
 * @param line 1-based; lines end at LF, CR or CRLF
 * @param column 1-based, in Unicode code points; a byte order mark is not counted
 * @param offset 0-based byte in the decompressed document; a byte order mark is counted
 */
public record Place(int line, int column, long offset) {

  /** The first byte of a document. */
  public static final Place START = new Place(1, 1, 0);

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
