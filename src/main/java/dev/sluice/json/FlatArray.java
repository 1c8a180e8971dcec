package dev.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a JSON array of strings, numbers and literals from a string, such as a config value. */
public final class FlatArray {

  private FlatArray() {}

  /**
   * The first elements: strings, booleans, numbers as they are written, and nulls.
   *
   * @param max the maximum number of elements; the text after them is not read
   * @return empty if the part that was read is not a JSON array, or has an array or object in it
   */
  public static Optional<List<@Nullable Object>> first(int max, String text) {
    if (!text.stripLeading().startsWith("[")) {
      return Optional.empty();
    }
    List<@Nullable Object> elements = new ArrayList<>();
    try (JsonParser parser = Parsers.of(text)) {
      parser.nextToken();
      while (elements.size() < max) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
          break;
        }
        if (token == null || token.isStructStart()) {
          return Optional.empty();
        }
        elements.add(value(token, parser));
      }
      return Optional.of(elements);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Object value(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }
}
