package dev.sluice.search;

import java.util.List;

/** The name of a value as a query can name it, such as {@code config.rows.0."odd key"}. */
final class FieldLabel {

  private FieldLabel() {}

  static String of(String field, List<Object> path) {
    StringBuilder label = new StringBuilder(field);
    for (Object step : path) {
      String name = String.valueOf(step);
      boolean plain = !name.isEmpty() && name.chars().allMatch(FieldLabel::isPlain);
      label.append('.');
      if (plain) {
        label.append(name);
      } else {
        label.append('"').append(name.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      }
    }
    return label.toString();
  }

  private static boolean isPlain(int next) {
    return Character.isLetterOrDigit(next) || next == '_' || next == '-';
  }
}
