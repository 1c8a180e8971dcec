package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.JsonConfigFile;
import dev.sluice.cli.gate.Settings;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.text.NearestNames;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
   * The limits of the file that an option names.
   *
   * @throws UnreadableOptionException if it cannot be read or is invalid
   */
  static Limits read(String file, CommandLine command) {
    Path path;
    try {
      path = FileNames.path(file);
    } catch (InvalidPathException e) {
      throw new ParameterException(
          command, "Not a valid file name: " + file + ": " + e.getReason(), e);
    }
    try {
      return JsonConfigFile.read(path, MOST_BYTES, LimitsFile::parse);
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableOptionException(command, "--limits", file, reason(e), e);
    }
  }

  /**
   * The limits of the file that a configuration names.
   *
   * @throws IOException if it cannot be read or is invalid; the message names the configuration
   */
  static Limits read(String file, Settings settings) throws IOException {
    Path path = FileNames.within(Path.of(""), file);
    try {
      return JsonConfigFile.read(path, MOST_BYTES, LimitsFile::parse);
    } catch (IOException | IllegalArgumentException e) {
      throw settings.unusable("limits", "names " + FileNames.shown(path) + ": " + reason(e), e);
    }
  }

  private static String reason(Exception failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file; expected untrusted, trusted or a file";
    }
    return failure instanceof IOException io
        ? JsonConfigFile.reason(io)
        : String.valueOf(failure.getMessage());
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
