package dev.sluice.search;

import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.search.pattern.LinearPattern.Span;
import dev.sluice.value.PrintableText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of a document in one line, with secrets masked. */
final class ValueExcerpt {

  /** The maximum number of UTF-16 units of a text. */
  private static final int LONGEST = 60;

  /** The maximum number of UTF-16 units of a finding's message. */
  private static final int LONGEST_MESSAGE = 200;

  private static final Span START = new Span(0, 0);

  private ValueExcerpt() {}

  /**
   * A name or another text of a node or document, cut around the matching part.
   *
   * @param shown the text with secrets masked
   */
  static String ofText(String text, String shown, Span span) {
    return around(shown, shown.equals(text) ? span : START);
  }

  /**
   * A value: a string in quotes, cut around the matching part, and any other value as in JSON.
   *
   * @param shown the value with secrets masked
   * @param span the matching part of the value
   */
  static String of(@Nullable Object value, @Nullable Object shown, Span span) {
    if (shown instanceof Map) {
      return "{…}";
    }
    if (shown instanceof List) {
      return "[…]";
    }
    return shown instanceof String text
        ? '"' + around(text, text.equals(value) ? span : START) + '"'
        : String.valueOf(shown);
  }

  /** A connection. */
  static String of(Connection connection) {
    return around(connection.sourceNode() + "." + connection.sourcePort(), START)
        + " -> "
        + around(connection.targetNode() + "." + connection.targetPort(), START);
  }

  /** The code and the message of a finding. */
  static String of(Finding finding) {
    String message = finding.message();
    boolean isLong = message.length() > LONGEST_MESSAGE;
    return finding.code()
        + ": "
        + (isLong
            ? message.substring(0, PrintableText.cut(message, LONGEST_MESSAGE)) + "…"
            : message);
  }

  private static String around(String text, Span span) {
    if (text.length() <= LONGEST) {
      return PrintableText.of(text);
    }
    int before = Math.max(0, Math.min(span.from() - LONGEST / 3, text.length() - LONGEST));
    int from = PrintableText.cut(text, before);
    int to = PrintableText.cut(text, Math.min(text.length(), from + LONGEST));
    return (from > 0 ? "…" : "")
        + PrintableText.of(text.substring(from, to))
        + (to < text.length() ? "…" : "");
  }
}
