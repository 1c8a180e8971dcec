package dev.sluice.render;

import dev.sluice.text.Quote;
import java.io.IOException;

/** Writes XML: text of a document is always escaped, and numbers have one decimal at most. */
final class Markup {

  private final Appendable target;

  Markup(Appendable target) {
    this.target = target;
  }

  /** Writes markup as it is. */
  Markup raw(String markup) throws IOException {
    target.append(markup);
    return this;
  }

  /** Writes a number. */
  Markup number(double value) throws IOException {
    target.append(text(value));
    return this;
  }

  /** Writes text of a document. */
  Markup text(String text) throws IOException {
    target.append(escaped(text));
    return this;
  }

  /** Writes an element with a text. */
  Markup element(String name, String text) throws IOException {
    return raw("<" + name + ">").text(text).raw("</" + name + ">");
  }

  /** A number, rounded to one decimal. */
  static String text(double value) {
    long tenths = Math.round(value * 10);
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
  }

  /** The text without characters that XML or a viewer would misread. */
  static String escaped(String text) {
    return Quote.safe(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
