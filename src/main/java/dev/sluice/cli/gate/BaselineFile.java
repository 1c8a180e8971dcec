package dev.sluice.cli.gate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.JsonConfigFile;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.file.AtomicFile;
import dev.sluice.file.Leftovers;
import dev.sluice.model.FindingCode;
import dev.sluice.output.JsonOutput;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A baseline as a JSON file with a line for each finding, sorted, so that versions can be compared.
 *
 * <pre>
 * {"version":2,"findings":[
 * {"file":"flows/a.json","code":"UNREACHABLE_NODES","at":"node:b","count":1},
 * {"file":"flows/a.json","code":"SELF_CONNECTION","at":"wire:c.exec_out>c.exec_in","count":2}
 * ]}
 * </pre>
 *
 * <p>The old format, whose entries have a pointer and a message instead of a logical place, can be
 * read too.
 */
public final class BaselineFile {

  private static final int VERSION = 2;
  private static final String BEGIN =
      "it must begin with {\"version\":" + VERSION + ",\"findings\":[";
  private static final Set<String> TEXTS = Set.of("file", "pointer", "code", "message", "at");
  private static final Set<String> COUNTS = Set.of("count", "times");

  /** Enough for about 300,000 findings. */
  private static final int MOST_BYTES = 64 << 20;

  private final Path path;

  private BaselineFile(Path path) {
    this.path = path;
  }

  /** The file with this name; an invalid name is a usage error. */
  public static BaselineFile of(String name, CommandLine command) {
    try {
      return new BaselineFile(FileNames.path(name).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw new ParameterException(
          command, "Not a valid file name: " + name + ": " + e.getReason(), e);
    }
  }

  /** The absolute path of the file. */
  Path path() {
    return path;
  }

  /** Whether there is such a file. */
  public boolean exists() {
    return Files.exists(path);
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
   * The content of a file that will be replaced; empty if it does not exist or is empty. A file
   * with other content is a usage error: a shell pattern after {@code --write-baseline} would
   * otherwise replace the first workflow that it matches.
   */
  public Optional<Baseline> readPrevious(CommandLine command) {
    try {
      return Files.isRegularFile(path) && Files.size(path) > 0
          ? Optional.of(readOwn())
          : Optional.empty();
    } catch (IOException e) {
      throw otherContent(command, JsonConfigFile.reason(e), e);
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

  /**
   * Reads the file.
   *
   * @throws IOException if it cannot be read or is not a baseline
   */
  public Baseline readKnown() throws IOException {
    try {
      return readOwn();
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("--baseline takes " + expected(e), e);
    }
  }

  /**
   * Reads the file, which a configuration names.
   *
   * @throws IOException if it cannot be read or is not a baseline; the message names the
   *     configuration
   */
  public Baseline readConfigured(Settings settings) throws IOException {
    try {
      return readOwn();
    } catch (IOException | IllegalArgumentException e) {
      throw settings.unusable("baseline", "must be " + expected(e), e);
    }
  }

  private String expected(Exception failure) {
    return "a file that --write-baseline has written, not "
        + FileNames.shown(path)
        + ": "
        + (failure instanceof IOException io
            ? JsonConfigFile.reason(io)
            : String.valueOf(failure.getMessage()));
  }

  /** The content, with the file names as this baseline writes them. */
  private Baseline readOwn() throws IOException {
    return read().normalised();
  }

  private Baseline read() throws IOException {
    return JsonConfigFile.read(path, MOST_BYTES, this::readObject);
  }

  private Baseline readObject(JsonParser parser) throws IOException {
    require("version".equals(parser.nextFieldName()), BEGIN);
    int version = parser.nextIntValue(0);
    require(
        version <= VERSION,
        "it has version " + version + ", and this program reads versions up to " + VERSION);
    require(version == 1 || version == VERSION, BEGIN);
    Baseline baseline = new Baseline(directory(), version == 1);
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
      } else if (COUNTS.contains(name)) {
        require(value == JsonToken.VALUE_NUMBER_INT, "\"" + name + "\" must be a whole number");
        times = parser.getIntValue();
        require(times > 0, "\"" + name + "\" must be at least 1");
      } else {
        parser.skipChildren();
      }
    }
    FindingKey key =
        baseline.isInFirstForm()
            ? new FindingKey(text(texts, "pointer"), code(texts), text(texts, "message"))
            : FindingKey.of(code(texts), text(texts, "at"));
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
          "The baseline would have %s, more than the %d that --baseline reads; fix some findings, or keep a baseline for each directory"
              .formatted(Quantity.of(bytes.size(), "byte"), MOST_BYTES));
    }
    file().write(List.of(ByteBuffer.wrap(bytes.toByteArray())).iterator(), () -> false);
  }

  /**
   * Writes one baseline with the entries of several. Their file names are not changed, so the
   * result must be in the directory for which they were written.
   *
   * @throws IOException if one cannot be read
   * @throws IllegalArgumentException if one is not a baseline, or they contradict each other
   */
  public static void merge(List<Path> baselines, OutputStream target) throws IOException {
    Baseline all = null;
    for (Path path : baselines) {
      Baseline next = new BaselineFile(path.toAbsolutePath().normalize()).read();
      if (all == null) {
        all = next;
      } else if (all.isInFirstForm() != next.isInFirstForm()) {
        throw new IllegalArgumentException(
            FileNames.shown(path)
                + " is a baseline of another version; record all parts with one version");
      } else if (!all.addAll(next)) {
        throw new IllegalArgumentException(
            FileNames.shown(path)
                + " has different entries for a file that is also in an earlier baseline; have each"
                + " shard write a new baseline");
      }
    }
    if (all != null) {
      try (JsonGenerator json = JsonOutput.to(target)) {
        writeTo(json, all);
      }
    }
  }

  private AtomicFile file() {
    return new AtomicFile(path, new Leftovers(Clock.systemUTC()));
  }

  private static void writeTo(JsonGenerator json, Baseline baseline) throws IOException {
    json.setPrettyPrinter(new LinePerFinding());
    json.writeStartObject();
    boolean firstForm = baseline.isInFirstForm();
    json.writeNumberField("version", firstForm ? 1 : VERSION);
    json.writeArrayFieldStart("findings");
    baseline.visit(
        (file, finding, times) -> {
          json.writeStartObject();
          json.writeStringField("file", file);
          json.writeStringField("code", finding.code().name());
          json.writeStringField(firstForm ? "pointer" : "at", finding.at());
          if (firstForm) {
            json.writeStringField("message", finding.message());
          }
          json.writeNumberField(firstForm ? "times" : "count", times);
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
