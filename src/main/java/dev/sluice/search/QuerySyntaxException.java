package dev.sluice.search;

import dev.sluice.text.Quote;
import dev.sluice.value.PrintableText;

/**
 * Thrown if a query does not follow the syntax; the message has the column and what is expected
 * there.
 */
public final class QuerySyntaxException extends IllegalArgumentException {

  /** The number of characters that are shown before and behind the faulty part. */
  private static final int AROUND = 100;

  private static final long serialVersionUID = 1L;

  private final String query;
  private final int position;
  private final int length;

  QuerySyntaxException(String query, int position, int length, String problem) {
    super("query, column " + (query.codePointCount(0, position) + 1) + ": " + Quote.safe(problem));
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

  /**
   * The query in one line, and a second line that marks the faulty part; safe to print. A long
   * query is shortened to the text around that part.
   */
  public String marked() {
    int from = position <= AROUND ? 0 : cut(position - AROUND);
    int end = cut(Math.min(query.length(), position + Math.min(length, AROUND)));
    int to = query.length() - end <= AROUND ? query.length() : cut(end + AROUND);
    String left = from == 0 ? "" : "…";
    String shown = left + Quote.safe(query.substring(from, to)) + (to < query.length() ? "…" : "");
    int before = left.length() + columns(query.substring(from, position));
    int marked = Math.max(1, columns(query.substring(position, end)));
    return shown + "\n" + " ".repeat(before) + "^".repeat(marked);
  }

  private int cut(int index) {
    return PrintableText.cut(query, index);
  }

  private static int columns(String part) {
    String shown = Quote.safe(part);
    return shown.codePointCount(0, shown.length());
  }
}
