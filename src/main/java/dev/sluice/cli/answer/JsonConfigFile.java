package dev.sluice.cli.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.sluice.file.SmallFile;
import dev.sluice.file.Unreadable;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.file.Path;

/** Reads JSON configuration files: one object without duplicate keys, and nothing after it. */
public final class JsonConfigFile {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonConfigFile() {}

  /** Reads the object; the parser is at its opening brace. */
  public interface Reading<T> {
    /**
     * Reads up to the object's closing brace.
     *
     * @throws IllegalArgumentException if the content is invalid
     */
    public T read(JsonParser object) throws IOException;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read; {@link #reason} has the reason
   * @throws IllegalArgumentException if its content is invalid
   */
  public static <T> T read(Path file, int mostBytes, Reading<T> reading) throws IOException {
    String text = SmallFile.read(file, mostBytes);
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it must contain a JSON object");
      }
      T value = reading.read(parser);
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IllegalArgumentException(
            "unexpected content after the object in line "
                + parser.currentTokenLocation().getLineNr());
      }
      return value;
    }
  }

  /** What the current token is or begins, with its article, for messages about a wrong value. */
  public static String found(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "the string " + Quote.of(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + Quote.of(parser.getText());
      default -> parser.getText();
    };
  }

  /** Why a file could not be read, without its name. */
  public static String reason(IOException failure) {
    if (failure instanceof JsonProcessingException syntax) {
      String place = "";
      if (syntax.getLocation() != null) {
        place =
            " at line %d, column %d"
                .formatted(syntax.getLocation().getLineNr(), syntax.getLocation().getColumnNr());
      }
      String message = syntax.getOriginalMessage();
      return Quote.safe(message.lines().findFirst().orElse("it is not JSON")) + place;
    }
    return Unreadable.reason(failure);
  }
}
