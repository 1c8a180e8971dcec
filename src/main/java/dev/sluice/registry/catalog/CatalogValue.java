package dev.sluice.registry.catalog;

import java.util.List;
import java.util.Map;

/**
 * Decodes values in the catalog's lines: a character for the kind, then the content.
 *
 * <p>{@code 'abc} is a string with tab, line feed, carriage return and backslash escaped, {@code
 * [a,b} a list of strings without commas, and <code>{</code> an empty object; {@code true}, {@code
 * false} and numbers are written as they are.
 */
final class CatalogValue {

  private CatalogValue() {}

  /** The value of a field that is not empty. */
  static Object decode(String field) {
    String text = field.substring(1);
    return switch (field.charAt(0)) {
      case '\'' -> unescape(text);
      case '[' -> text.isEmpty() ? List.of() : List.of(text.split(",", -1));
      case '{' -> Map.of();
      case 't' -> true;
      case 'f' -> false;
      default -> number(field);
    };
  }

  private static Object number(String field) {
    return field.indexOf('.') < 0 ? (Object) Long.valueOf(field) : (Object) Double.valueOf(field);
  }

  private static String unescape(String text) {
    int at = text.indexOf('\\');
    if (at < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(c == '\\' ? meant(text.charAt(++i)) : c);
    }
    return plain.toString();
  }

  private static char meant(char escape) {
    return switch (escape) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> escape;
    };
  }
}
