package dev.sluice.cli.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.sluice.file.SmallFile;
import dev.sluice.file.Unreadable;
import dev.sluice.json.SyntaxError;
import dev.sluice.model.Place;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads JSON configuration files: one object without duplicate keys, and nothing after it. */
public final class JsonConfigFile {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final String DUPLICATE = "Duplicate field '";

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
    try {
      return parse(text, reading);
    } catch (JsonProcessingException e) {
      throw SyntaxError.of(text.getBytes(StandardCharsets.UTF_8))
          .map(error -> refused(file, error, e))
          .orElse(e);
    }
  }

  private static <T> T parse(String text, Reading<T> reading) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it must contain a JSON object");
      }
      T value = reading.read(parser);
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IllegalArgumentException(
            "unexpected content after the object on line "
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

  private static IOException refused(Path file, SyntaxError error, IOException cause) {
    String message = error.message();
    String reason = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    IOException refused = new FileSystemException(file.toString(), null, at(reason, error.place()));
    refused.initCause(cause);
    return refused;
  }

  private static String at(String reason, Place place) {
    return "%s at line %d, column %d".formatted(reason, place.line(), place.column());
  }

  /** Why a file could not be read, without its name. */
  public static String reason(IOException failure) {
    if (failure instanceof JsonProcessingException refused) {
      JsonLocation location = refused.getLocation();
      return location == null
          ? reason(refused)
          : at(reason(refused), new Place(location.getLineNr(), location.getColumnNr(), 0));
    }
    return Unreadable.reason(failure);
  }

  /** What the parser refused, in place of its messages, which mention its options and internals. */
  private static String reason(JsonProcessingException failure) {
    if (failure instanceof StreamConstraintsException) {
      return "a value in it is nested too deeply or too long";
    }
    if (failure instanceof InputCoercionException) {
      return "a number is too large";
    }
    String message = failure.getOriginalMessage();
    if (message.startsWith(DUPLICATE)) {
      String key = message.substring(DUPLICATE.length(), message.length() - 1);
      return "duplicate key " + Quote.of(key);
    }
    return failure instanceof JsonEOFException ? "the JSON is incomplete" : "it is not valid JSON";
  }
}
