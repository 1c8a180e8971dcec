package dev.sluice.search;

import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.search.pattern.LinearPattern.Span;
import dev.sluice.value.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
    return around(shown, shown.equals(text) ? span : START, PrintableText::of);
  }

  /**
   * A value: a string in quotes and with the escapes of a query, cut around the matching part, and
   * any other value as in JSON.
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
        ? '"' + around(text, text.equals(value) ? span : START, ValueExcerpt::escaped) + '"'
        : String.valueOf(shown);
  }

  /** A connection. */
  static String of(Connection connection) {
    return end(connection.sourceNode(), connection.sourcePort())
        + " -> "
        + end(connection.targetNode(), connection.targetPort());
  }

  private static String end(String node, String port) {
    return around(node + "." + port, START, PrintableText::of);
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

  private static String escaped(String text) {
    return PrintableText.of(text.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  private static String around(String text, Span span, UnaryOperator<String> escaping) {
    if (text.length() <= LONGEST) {
      return escaping.apply(text);
    }
    int before = Math.max(0, Math.min(span.from() - LONGEST / 3, text.length() - LONGEST));
    int from = PrintableText.cut(text, before);
    int to = PrintableText.cut(text, Math.min(text.length(), from + LONGEST));
    return (from > 0 ? "…" : "")
        + escaping.apply(text.substring(from, to))
        + (to < text.length() ? "…" : "");
  }
}
