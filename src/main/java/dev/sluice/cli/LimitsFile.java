package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.JsonConfigFile;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.text.NearestNames;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Reads a JSON object with limits: {@code {"nodes": 5000, "config-depth": 20}}. Other limits have
 * the values for untrusted documents.
 */
final class LimitsFile {

  private static final int MOST_BYTES = 1 << 16;

  private LimitsFile() {}

  /**
   * The limits of a file.
   *
   * @throws UnreadableOptionException if it cannot be read or is invalid
   */
  static Limits read(String file, CommandLine command) {
    try {
      return JsonConfigFile.read(FileNames.path(file), MOST_BYTES, LimitsFile::parse);
    } catch (InvalidPathException e) {
      throw new ParameterException(
          command, "Not a valid file name: " + file + ": " + e.getReason(), e);
    } catch (NoSuchFileException e) {
      throw unreadable(command, file, "no such file; expected untrusted, trusted or a file", e);
    } catch (IOException e) {
      throw unreadable(command, file, JsonConfigFile.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw unreadable(command, file, String.valueOf(e.getMessage()), e);
    }
  }

  private static ParameterException unreadable(
      CommandLine command, String file, String reason, Exception cause) {
    return new UnreadableOptionException(command, "--limits", file, reason, cause);
  }

  private static Limits parse(JsonParser parser) throws IOException {
    Limits limits = Limits.untrusted();
    Set<Limit> given = EnumSet.noneOf(Limit.class);
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      Limit limit = named(name);
      if (!given.add(limit)) {
        throw new IllegalArgumentException(limit.label() + " is given twice");
      }
      if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT
          || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw new IllegalArgumentException(
            name
                + " must be a whole number of at most "
                + Long.MAX_VALUE
                + ", not "
                + JsonConfigFile.found(parser));
      }
      limits = limits.with(limit, parser.getLongValue());
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
                  "there is no limit " + Quote.of(name) + "; expected " + String.join(", ", shown));
            });
  }
}
