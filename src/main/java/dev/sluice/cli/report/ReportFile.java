package dev.sluice.cli.report;

import dev.sluice.cli.answer.OutputFile;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.file.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A report in a file, which is replaced atomically at the end of the run: until then, the report is
 * in a temporary file, so that an interrupted run leaves the old report.
 */
public final class ReportFile implements ReportWriter {

  private static final int CHUNK = 1 << 16;

  private final AtomicFile target;
  private final Path draft;
  private final OutputStream stream;
  private final ReportWriter writer;

  /** Creates the writer of a format for a terminal. */
  public interface Format {
    ReportWriter writer(Terminal terminal) throws IOException;
  }

  /**
   * A report in a file.
   *
   * @param terminal prints error messages
   * @throws java.nio.file.InvalidPathException if the name is not valid
   * @throws UnwritableTargetException if the file cannot be written
   * @throws IOException if it is a workflow
   */
  public ReportFile(Terminal terminal, String name, Format format) throws IOException {
    target = OutputFile.of(name);
    target.check(); // before the run, which can take long
    draft = Files.createTempFile("sluice", ".report");
    draft.toFile().deleteOnExit(); // an interrupt does not close it
    stream = new BufferedOutputStream(Files.newOutputStream(draft));
    writer = format.writer(terminal.writingTo(stream));
  }

  @Override
  public void begin() throws IOException {
    writer.begin();
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    writer.write(verdict);
  }

  @Override
  public void end(Tally tally) throws IOException {
    writer.end(tally);
    stream.close();
    try (InputStream report = Files.newInputStream(draft)) {
      target.write(chunks(report), () -> false);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
  }

  private static Iterator<ByteBuffer> chunks(InputStream report) {
    return new Iterator<>() {
      private byte[] next = read();

      private byte[] read() {
        try {
          return report.readNBytes(CHUNK);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public boolean hasNext() {
        return next.length > 0;
      }

      @Override
      public ByteBuffer next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        ByteBuffer chunk = ByteBuffer.wrap(next);
        next = read();
        return chunk;
      }
    };
  }

  @Override
  public void close() throws IOException {
    try (stream) {
      writer.close();
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
