package dev.sluice.search;

import dev.sluice.text.Quote;

/** A query does not follow the syntax; says where, and what is expected there. */
public final class QuerySyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String query;
  private final int position;
  private final int length;

  QuerySyntaxException(String query, int position, int length, String problem) {
    super("query, column " + (query.codePointCount(0, position) + 1) + ": " + problem);
    this.query = query;
    this.position = position;
    this.length = Math.max(1, length);
  }

  /** The query. */
  public String query() {
    return query;
  }

  /** The index in the query at which the problem begins; its length if something is missing. */
  public int position() {
    return position;
  }

  /** The number of characters of the faulty part, at least 1. */
  public int length() {
    return length;
  }

  /** The column of {@link #position()}: 1-based, in code points. */
  public int column() {
    return query.codePointCount(0, position) + 1;
  }

  /** The query in one line, and a second line that marks the faulty part; safe to print. */
  public String marked() {
    int end = Math.min(query.length(), position + length);
    int before = columns(query.substring(0, position));
    int marked = Math.max(1, columns(query.substring(position, end)));
    return Quote.safe(query) + "\n" + " ".repeat(before) + "^".repeat(marked);
  }

  private static int columns(String part) {
    String shown = Quote.safe(part);
    return shown.codePointCount(0, shown.length());
  }
}
