package dev.sluice.edit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads where the values of a JSON document are, without any code of the product. */
final class JsonSpans {

  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] bytes;
  private int at;

  private JsonSpans(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A value and its place.
   *
   * @param name the name of a member; empty for an element and the document
   * @param start the first byte of the name or, without one, of the value
   * @param value the first byte of the value
   * @param end the byte after the value
   * @param scalar the value, if it is not an object or a list: a text, a number, or a word such as
   *     {@code true}; otherwise the bracket that opens it
   * @param items the members or elements in document order
   */
  record Span(String name, int start, int value, int end, Object scalar, List<Span> items) {

    /** Whether both have the same value, with members in the same order. */
    boolean isSame(Span other) {
      boolean same = scalar.equals(other.scalar) && items.size() == other.items.size();
      for (int i = 0; same && i < items.size(); i++) {
        Span item = other.items.get(i);
        same = items.get(i).name.equals(item.name) && items.get(i).isSame(item);
      }
      return same;
    }

    boolean isMember() {
      return start < value;
    }

    boolean isContainer() {
      return scalar instanceof Bracket;
    }
  }

  private record Text(String text) {}

  private record Bracket(byte open) {}

  /** The value of a document that is JSON. */
  static Span of(byte[] document) {
    JsonSpans spans = new JsonSpans(document);
    while (document[spans.at] < 0) { // a byte order mark
      spans.at++;
    }
    spans.blanks();
    return spans.span("", spans.at);
  }

  private void blanks() {
    while (at < bytes.length && bytes[at] >= 0 && bytes[at] <= ' ') {
      at++;
    }
  }

  private Span span(String name, int start) {
    int value = at;
    byte first = bytes[at];
    if (first == '{' || first == '[') {
      List<Span> items = items(first);
      return new Span(name, start, value, at, new Bracket(first), items);
    }
    Object scalar = first == '"' ? new Text(string()) : word();
    return new Span(name, start, value, at, scalar, List.of());
  }

  private List<Span> items(byte open) {
    List<Span> items = new ArrayList<>();
    at++;
    blanks();
    while (bytes[at] != '}' && bytes[at] != ']') {
      int start = at;
      String name = "";
      if (open == '{') {
        name = string();
        blanks();
        at++; // the colon
        blanks();
      }
      items.add(span(name, start));
      blanks();
      if (bytes[at] == ',') {
        at++;
        blanks();
      }
    }
    at++;
    return items;
  }

  private String string() {
    int from = at++;
    boolean escaped = false;
    while (bytes[at] != '"') {
      escaped |= bytes[at] == '\\';
      at += bytes[at] == '\\' ? 2 : 1;
    }
    at++;
    if (!escaped) {
      return new String(bytes, from + 1, at - from - 2, StandardCharsets.UTF_8);
    }
    try (JsonParser parser = JSON.createParser(bytes, from, at - from)) {
      return parser.nextTextValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number, of which the integer 1 and the fraction 1.0 differ, or a word. */
  private Object word() {
    int from = at;
    while (at < bytes.length && ",]} \t\r\n".indexOf(bytes[at]) < 0) {
      at++;
    }
    String word = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
    boolean fraction =
        word.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,3})?") && !word.matches("-?\\d+");
    return fraction && !word.startsWith("-0") ? new BigDecimal(word).stripTrailingZeros() : word;
  }
}
