package dev.sluice.json;

/** What reading a document has cost, counted and not timed. */
public final class Work {

  private Work() {}

  /** Tokens read, and bytes given to a parser, read again, or copied. */
  public static long of(JsonTokens tokens) {
    return tokens.work();
  }
}
