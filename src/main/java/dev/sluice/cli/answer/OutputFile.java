package dev.sluice.cli.answer;

import dev.sluice.WorkflowLoader;
import dev.sluice.error.WorkflowException;
import dev.sluice.file.AtomicFile;
import dev.sluice.file.Leftovers;
import dev.sluice.model.Rejection;
import dev.sluice.model.ValidationReport;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** A file for results, which may replace an older result but never a workflow. */
public final class OutputFile {

  private static final int BEGINNING = 1 << 16;

  private OutputFile() {}

  /**
   * The file with this name.
   *
   * @throws java.nio.file.InvalidPathException if the name is not valid
   * @throws IOException if the file exists and is a workflow: it is probably an input, or the name
   *     is a mistake
   */
  public static AtomicFile of(String name) throws IOException {
    Path file = FileNames.path(name);
    if (Files.isRegularFile(file) && isWorkflow(file)) {
      throw new IOException(
          "cannot write "
              + Quote.of(name)
              + ": it is a workflow, which the output would replace; name another file");
    }
    return new AtomicFile(file, new Leftovers(Clock.systemUTC()));
  }

  private static boolean isWorkflow(Path file) throws IOException {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Optional<ValidationReport> report = loader.validate(file).blockOptional();
      return report.isPresent() && !report.get().foreign() && (isJson(report.get()) || nodes(file));
    } catch (WorkflowException e) {
      return false; // the code that writes the file reports the problem
    }
  }

  private static boolean isJson(ValidationReport report) {
    return report.rejection().filter(r -> r.kind() == Rejection.Kind.MALFORMED).isEmpty();
  }

  /** Whether the beginning of a damaged file has the nodes of a workflow. */
  private static boolean nodes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8).contains("\"nodes\"");
    }
  }
}
