package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A baseline as a file: JSON with a line for each finding, sorted, so that versions compare well.
 *
 * <pre>
 * {"version":1,"findings":[
 * {"file":"flows/a.json","pointer":"/nodes/b","code":"UNREACHABLE_NODES","message":"…"},
 * {"file":"flows/a.json","pointer":"/connections/*","code":"SELF_CONNECTION","message":"…","times":2}
 * ]}
 * </pre>
 */
final class BaselineFile {

  private static final int VERSION = 1;

  private final Path path;

  private BaselineFile(Path path) {
    this.path = path;
  }

  /** The file of this name; a name that makes no sense is wrong usage. */
  static BaselineFile of(String name, CommandLine command) {
    try {
      return new BaselineFile(Path.of(name).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw new ParameterException(command, "It is no name of a file: " + name, e);
    }
  }

  /** The directory that names of files are relative to. */
  Path directory() {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  /** Reads the file; one that makes no sense is wrong usage. */
  Baseline read(CommandLine command) {
    Baseline baseline = new Baseline(directory());
    try (JsonParser parser = new JsonFactory().createParser(path.toFile())) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      require("version".equals(parser.nextFieldName()) && parser.nextIntValue(0) == VERSION);
      require("findings".equals(parser.nextFieldName()));
      require(parser.nextToken() == JsonToken.START_ARRAY);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        readFinding(parser, baseline);
      }
      return baseline;
    } catch (IOException | IllegalArgumentException e) {
      throw new ParameterException(
          command,
          "--baseline takes a file that --write-baseline has written, not "
              + path
              + ": "
              + reason(e),
          e);
    }
  }

  private static void readFinding(JsonParser parser, Baseline baseline) throws IOException {
    String file = "";
    String pointer = "";
    String code = "";
    String message = "";
    int times = 1;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "file" -> file = parser.getText();
        case "pointer" -> pointer = parser.getText();
        case "code" -> code = parser.getText();
        case "message" -> message = parser.getText();
        case "times" -> times = parser.getIntValue();
        default -> parser.skipChildren();
      }
    }
    baseline.add(file, new FindingKey(pointer, FindingCode.valueOf(code), message), times);
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException(
          "it must begin with {\"version\":" + VERSION + ",\"findings\":[");
    }
  }

  private static String reason(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Writes the file: all of it or, if that fails, nothing. */
  void write(Baseline baseline) throws IOException {
    Path draft = directory().resolve(path.getFileName() + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(draft);
          JsonGenerator json = JsonOutput.to(out)) {
        writeTo(json, baseline);
      }
      Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void writeTo(JsonGenerator json, Baseline baseline) throws IOException {
    json.setPrettyPrinter(new LinePerFinding());
    json.writeStartObject();
    json.writeNumberField("version", VERSION);
    json.writeArrayFieldStart("findings");
    baseline.visit(
        (file, finding, times) -> {
          json.writeStartObject();
          json.writeStringField("file", file);
          json.writeStringField("pointer", finding.pointer());
          json.writeStringField("code", finding.code().name());
          json.writeStringField("message", finding.message());
          if (times > 1) {
            json.writeNumberField("times", times);
          }
          json.writeEndObject();
        });
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static final class LinePerFinding extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
      json.writeRaw('\n');
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(",\n");
    }

    @Override
    public void writeEndArray(JsonGenerator json, int count) throws IOException {
      json.writeRaw(count > 0 ? "\n]" : "]");
    }
  }
}
