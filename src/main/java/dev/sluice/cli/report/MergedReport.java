package dev.sluice.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The report of one run, put together from those of its shards.
 *
 * <p>It has the same bytes as a single report of all files, provided that such a report has the
 * files in the order of their names. The times in JUnit XML are those of the shards.
 */
public abstract class MergedReport implements Closeable {

  static final JsonFactory JSON = new JsonFactory();

  private final MergedParts parts = new MergedParts();

  MergedReport() throws IOException {}

  /** The formats of reports that can be merged. */
  public enum Format {
    LINES,
    SARIF,
    JUNIT,
    BASELINE
  }

  /** The format of a report; empty if it has no content, like JSON lines of a run without files. */
  public static Optional<Format> formatOf(Path report) throws IOException {
    try (InputStream in = Files.newInputStream(report)) {
      int first = in.read();
      if (first < 0) {
        return Optional.empty();
      }
      if (first == '<') {
        return Optional.of(Format.JUNIT);
      }
    }
    try (JsonParser json = JSON.createParser(report.toFile())) {
      String name = json.nextToken() == JsonToken.START_OBJECT ? json.nextFieldName() : "";
      return switch (name == null ? "" : name) {
        case "file" -> Optional.of(Format.LINES);
        case "$schema" -> Optional.of(Format.SARIF);
        case "version" -> Optional.of(Format.BASELINE);
        default ->
            throw new IllegalArgumentException(
                "it is not a report of validate as JSON lines, SARIF, JUnit XML or baseline");
      };
    }
  }

  /** A report without files, in a format other than that of baselines. */
  public static MergedReport of(Format format) throws IOException {
    return switch (format) {
      case LINES -> new MergedLines();
      case SARIF -> new MergedSarif();
      case JUNIT -> new MergedJunit();
      case BASELINE -> throw new IllegalArgumentException("baselines are merged as such");
    };
  }

  /**
   * Adds the report of a shard.
   *
   * @throws IllegalArgumentException if it cannot be understood, or another one has the same file
   */
  public abstract void add(Path report) throws IOException;

  /** Writes the whole; nothing can be added afterwards. */
  public abstract void writeTo(OutputStream target) throws IOException;

  final MergedParts parts() {
    return parts;
  }

  @Override
  public void close() throws IOException {
    parts.close();
  }
}
