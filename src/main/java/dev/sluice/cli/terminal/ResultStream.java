package dev.sluice.cli.terminal;

import dev.sluice.cli.terminal.Terminal.OutputFailedException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stream of results, whose failures are distinguished from those of other streams. */
final class ResultStream extends OutputStream {

  private final OutputStream target;
  private final Runnable before;
  private @Nullable OutputFailedException failure;

  /**
   * A stream to the target.
   *
   * @param before runs before each write
   */
  ResultStream(OutputStream target, Runnable before) {
    this.target = target;
    this.before = before;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      before.run();
      target.write(bytes, offset, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      target.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private OutputFailedException failed(IOException cause) {
    OutputFailedException failed = new OutputFailedException(cause);
    if (failure == null) {
      failure = failed;
    }
    return failed;
  }

  /** The first failure, even if the writer ignored it, as print writers do. */
  Optional<OutputFailedException> failure() {
    return Optional.ofNullable(failure);
  }
}
