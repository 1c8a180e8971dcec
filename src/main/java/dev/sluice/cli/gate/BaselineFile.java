package dev.sluice.cli.gate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.SmallJson;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.file.AtomicFile;
import dev.sluice.file.Leftovers;
import dev.sluice.model.FindingCode;
import dev.sluice.output.JsonOutput;
import dev.sluice.text.Quote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A baseline as a JSON file with a line for each finding, sorted, so that versions can be compared.
 *
 * <pre>
 * {"version":1,"findings":[
 * {"file":"flows/a.json","pointer":"/nodes/b","code":"UNREACHABLE_NODES","message":"…"},
 * {"file":"flows/a.json","pointer":"/connections/*","code":"SELF_CONNECTION","message":"…","times":2}
 * ]}
 * </pre>
 */
public final class BaselineFile {

  private static final int VERSION = 1;
  private static final String BEGIN =
      "it must begin with {\"version\":" + VERSION + ",\"findings\":[";
  private static final Set<String> TEXTS = Set.of("file", "pointer", "code", "message");

  /** Enough for about 300,000 findings. */
  private static final int MOST_BYTES = 64 << 20;

  private final Path path;

  private BaselineFile(Path path) {
    this.path = path;
  }

  /** The file with this name; an invalid name is wrong usage. */
  public static BaselineFile of(String name, CommandLine command) {
    try {
      return new BaselineFile(FileNames.path(name).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw new ParameterException(
          command, "Not a valid file name: " + name + ": " + e.getReason(), e);
    }
  }

  /** The directory that file names are relative to. */
  Path directory() {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  /**
   * Checks before the run, as far as possible, that the file can be written.
   *
   * @throws UnwritableTargetException if it cannot be written
   */
  public void check() {
    file().check();
  }

  /**
   * Checks that the file, if it exists, is empty or a baseline: a shell pattern after {@code
   * --write-baseline} would otherwise replace the first workflow that it matches.
   */
  public void requireNoOtherContent(CommandLine command) {
    try {
      if (Files.isRegularFile(path) && Files.size(path) > 0) {
        read();
      }
    } catch (IOException e) {
      throw otherContent(command, SmallJson.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw otherContent(command, String.valueOf(e.getMessage()), e);
    }
  }

  private ParameterException otherContent(CommandLine command, String reason, Exception cause) {
    return new ParameterException(
        command,
        "--write-baseline replaces only a baseline, not "
            + FileNames.shown(path)
            + ": "
            + reason
            + "; name another file, or delete this one first",
        cause);
  }

  /** Reads the file; an invalid file is wrong usage. */
  public Baseline read(CommandLine command) {
    try {
      return read();
    } catch (IOException e) {
      throw wrongUsage(command, SmallJson.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(command, String.valueOf(e.getMessage()), e);
    }
  }

  private Baseline read() throws IOException {
    return SmallJson.read(path, MOST_BYTES, this::readObject);
  }

  private ParameterException wrongUsage(CommandLine command, String reason, Exception cause) {
    return new ParameterException(
        command,
        "--baseline takes a file that --write-baseline has written, not " + path + ": " + reason,
        cause);
  }

  private Baseline readObject(JsonParser parser) throws IOException {
    Baseline baseline = new Baseline(directory());
    require("version".equals(parser.nextFieldName()) && parser.nextIntValue(0) == VERSION, BEGIN);
    require("findings".equals(parser.nextFieldName()), BEGIN);
    require(parser.nextToken() == JsonToken.START_ARRAY, BEGIN);
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      readFinding(parser, baseline);
    }
    require(parser.currentToken() == JsonToken.END_ARRAY, "each finding must be an object");
    require(parser.nextToken() == JsonToken.END_OBJECT, "nothing may follow the findings");
    return baseline;
  }

  private static void readFinding(JsonParser parser, Baseline baseline) throws IOException {
    Map<String, String> texts = new HashMap<>();
    int times = 1;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (TEXTS.contains(name)) {
        require(value == JsonToken.VALUE_STRING, "\"" + name + "\" must be a string");
        texts.put(name, parser.getText());
      } else if (name.equals("times")) {
        require(value == JsonToken.VALUE_NUMBER_INT, "\"times\" must be a whole number");
        times = parser.getIntValue();
        require(times > 0, "\"times\" must be at least 1");
      } else {
        parser.skipChildren();
      }
    }
    FindingKey key = new FindingKey(text(texts, "pointer"), code(texts), text(texts, "message"));
    baseline.add(text(texts, "file"), key, times);
  }

  private static String text(Map<String, String> texts, String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalArgumentException("a finding has no \"" + name + "\"");
    }
    return text;
  }

  private static FindingCode code(Map<String, String> texts) {
    String code = text(texts, "code");
    try {
      return FindingCode.valueOf(code);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("there is no finding code " + Quote.of(code), e);
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /**
   * Writes the file atomically.
   *
   * @throws UnwritableTargetException if it cannot be written
   * @throws IOException if it would be larger than the maximum for reading
   */
  void write(Baseline baseline) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonOutput.to(bytes)) {
      writeTo(json, baseline);
    }
    if (bytes.size() > MOST_BYTES) {
      throw new IOException(
          "The baseline would have %d bytes, more than the %d that --baseline reads; fix some findings, or keep a baseline for each directory"
              .formatted(bytes.size(), MOST_BYTES));
    }
    file().write(List.of(ByteBuffer.wrap(bytes.toByteArray())).iterator(), () -> false);
  }

  private AtomicFile file() {
    return new AtomicFile(path, new Leftovers(Clock.systemUTC()));
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
