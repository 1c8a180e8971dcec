package dev.sluice.cli;

import java.io.IOException;
import java.io.OutputStream;

/** The stream of results, whose failures can be told from those of any other. */
final class ResultStream extends OutputStream {

  private final OutputStream target;
  private final Runnable before;

  /**
   * A stream to the target.
   *
   * @param before is done before each write
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
      throw new OutputFailedException(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      target.flush();
    } catch (IOException e) {
      throw new OutputFailedException(e);
    }
  }
}
