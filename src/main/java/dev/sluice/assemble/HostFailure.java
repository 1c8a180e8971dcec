package dev.sluice.assemble;

import dev.sluice.text.Quote;

/** What a failure of a host's code says of itself, which may fail as well. */
final class HostFailure {

  private HostFailure() {}

  /** Its class, and its message if there is one. */
  static String describe(Throwable failure) {
    String type = failure.getClass().getName();
    try {
      String message = failure.getMessage();
      return message == null ? type : type + ": " + Quote.of(message);
    } catch (Throwable e) {
      return type;
    }
  }
}
