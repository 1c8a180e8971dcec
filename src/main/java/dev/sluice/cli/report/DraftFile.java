package dev.sluice.cli.report;

import dev.sluice.cli.answer.OutputFile;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.file.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.Closeable;
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
 * A file of results that is replaced atomically when it is complete: until then, its content is in
 * a temporary file, so that an interrupted run leaves the old results.
 */
public final class DraftFile implements Closeable {

  private static final int CHUNK = 1 << 16;

  private final AtomicFile target;
  private final Path draft;
  private final OutputStream stream;

  /**
   * A draft without content.
   *
   * @throws java.nio.file.InvalidPathException if the name is not valid
   * @throws UnwritableTargetException if the file cannot be written
   * @throws IOException if the existing file is a workflow
   */
  public DraftFile(String name) throws IOException {
    target = OutputFile.of(name);
    target.check(); // before the run, which can take long
    draft = Files.createTempFile("sluice", ".report");
    draft.toFile().deleteOnExit(); // an interrupt does not close it
    stream = new BufferedOutputStream(Files.newOutputStream(draft));
  }

  /** The stream of the content. */
  public OutputStream stream() {
    return stream;
  }

  /**
   * Replaces the file with the draft.
   *
   * @throws UnwritableTargetException if the file cannot be written
   */
  public void publish() throws IOException {
    stream.close();
    try (InputStream content = Files.newInputStream(draft)) {
      target.write(chunks(content), () -> false);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
  }

  private static Iterator<ByteBuffer> chunks(InputStream content) {
    return new Iterator<>() {
      private byte[] next = read();

      private byte[] read() {
        try {
          return content.readNBytes(CHUNK);
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

  /** Deletes the draft. */
  @Override
  public void close() throws IOException {
    try (stream) {
      Files.deleteIfExists(draft);
    }
  }
}
