package dev.sluice.cli;

import java.io.IOException;
import java.io.OutputStream;

/** The stream of results, whose failures can be told from those of any other. */
final class ResultStream extends OutputStream {

  private final OutputStream target;

  ResultStream(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
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
