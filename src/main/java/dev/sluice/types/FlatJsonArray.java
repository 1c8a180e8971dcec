package dev.sluice.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses a JSON array of strings, numbers and literals in a config string.
 *
 * <p>This package must not depend on a JSON parser. Nested values are not needed, so an array that
 * contains one is not accepted.
 */
final class FlatJsonArray {

  private final String text;
  private int at;

  FlatJsonArray(String text) {
    this.text = text;
  }

  /**
   * The first elements, at most {@code max}: strings, booleans, numbers as strings, nulls.
   *
   * @return empty if the part that was read is not a flat JSON array
   */
  Optional<List<@Nullable Object>> elements(int max) {
    List<@Nullable Object> elements = new ArrayList<>();
    try {
      expect('[');
      if (peek() == ']') {
        return Optional.of(elements);
      }
      while (elements.size() < max) {
        elements.add(element());
        if (peek() == ']') {
          break;
        }
        expect(',');
      }
      return Optional.of(elements);
    } catch (NotFlatException e) {
      return Optional.empty();
    }
  }

  private @Nullable Object element() throws NotFlatException {
    if (peek() == '"') {
      return string();
    }
    int start = at;
    while (at < text.length() && ",] \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String token = text.substring(start, at);
    return switch (token) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> null;
      default -> number(token);
    };
  }

  private static String number(String token) throws NotFlatException {
    boolean digits = false;
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      digits |= c >= '0' && c <= '9';
      if ("0123456789+-.eE".indexOf(c) < 0) {
        throw new NotFlatException();
      }
    }
    if (!digits) {
      throw new NotFlatException();
    }
    return token;
  }

  private String string() throws NotFlatException {
    StringBuilder plain = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return plain.toString();
      }
      plain.append(c == '\\' ? escaped() : c);
    }
    throw new NotFlatException();
  }

  private char escaped() throws NotFlatException {
    at++;
    if (at >= text.length()) {
      throw new NotFlatException();
    }
    return switch (text.charAt(at)) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      case '"', '\\', '/' -> text.charAt(at);
      default -> throw new NotFlatException();
    };
  }

  private char unicode() throws NotFlatException {
    if (at + 4 >= text.length()) {
      throw new NotFlatException();
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(text.charAt(++at), 16);
      if (digit < 0) {
        throw new NotFlatException();
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private char peek() throws NotFlatException {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at >= text.length()) {
      throw new NotFlatException();
    }
    return text.charAt(at);
  }

  private void expect(char c) throws NotFlatException {
    if (peek() != c) {
      throw new NotFlatException();
    }
    at++;
  }

  /** Signals that the string is not a flat array. */
  private static final class NotFlatException extends Exception {

    private static final long serialVersionUID = 1L;

    NotFlatException() {
      super("not a flat JSON array", null, false, false);
    }
  }
}
