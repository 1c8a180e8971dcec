package dev.sluice.types;

import dev.sluice.json.FlatArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a config value: of a list, of a string with a JSON array, or of a comma-separated
 * string.
 *
 * <p>Blank elements, nulls and containers are skipped. At most a given number of elements is read.
 */
final class ListedValues {

  private ListedValues() {}

  /** The first elements as strings, at most {@code max}. */
  static List<String> of(@Nullable Object value, int max) {
    if (value instanceof List<?> list) {
      return ofList(list, max);
    }
    if (value instanceof String text) {
      return FlatArray.first(max, text)
          .map(elements -> ofList(elements, max))
          .orElseGet(() -> ofCommas(text, max));
    }
    return List.of();
  }

  private static List<String> ofList(List<?> list, int max) {
    List<String> texts = new ArrayList<>();
    for (Object element : list.subList(0, Math.min(max, list.size()))) {
      text(element).filter(text -> !text.isBlank()).ifPresent(texts::add);
    }
    return texts;
  }

  private static Optional<String> text(@Nullable Object element) {
    if (element instanceof Boolean truth) {
      // CasareRPA builds port names in Python, which capitalises both.
      return Optional.of(truth ? "True" : "False");
    }
    return element instanceof String || element instanceof Number
        ? Optional.of(element.toString())
        : Optional.empty();
  }

  private static List<String> ofCommas(String text, int max) {
    List<String> texts = new ArrayList<>();
    int start = 0;
    while (start <= text.length() && texts.size() < max) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      String element = text.substring(start, end).strip();
      if (!element.isEmpty()) {
        texts.add(element);
      }
      start = end + 1;
    }
    return texts;
  }
}
