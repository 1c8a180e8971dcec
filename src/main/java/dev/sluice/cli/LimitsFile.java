package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.Quote;
import dev.sluice.registry.NearestNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A JSON object of limit names to numbers: {@code {"nodes": 5000, "config-depth": 20}}; what it
 * does not name stays as it is for strangers.
 */
final class LimitsFile {

  private static final long LONGEST = 1 << 16;

  private LimitsFile() {}

  /** The limits of a file; a file that makes no sense is wrong usage. */
  static Limits read(String file, CommandLine command) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > LONGEST) {
        throw new ParameterException(command, "--limits " + file + " is too long");
      }
      return parse(Files.readAllBytes(path));
    } catch (IOException | InvalidPathException e) {
      throw new ParameterException(
          command, "--limits takes untrusted, trusted or a readable JSON file, not " + file, e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--limits " + file + ": " + e.getMessage(), e);
    }
  }

  private static Limits parse(byte[] json) throws IOException {
    Limits limits = Limits.untrusted();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it must hold a JSON object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        Limit limit = named(name);
        if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
          throw new IllegalArgumentException(name + " must be a whole number");
        }
        limits = limits.with(limit, parser.getLongValue());
      }
    }
    return limits;
  }

  private static Limit named(String name) {
    return Limits.named(name)
        .orElseThrow(
            () -> {
              List<String> known = Arrays.stream(Limit.values()).map(Limit::label).toList();
              List<String> nearest = NearestNames.of(name, known);
              List<String> shown = nearest.isEmpty() ? known : nearest;
              return new IllegalArgumentException(
                  "there is no limit " + Quote.of(name) + "; there is " + String.join(", ", shown));
            });
  }
}
