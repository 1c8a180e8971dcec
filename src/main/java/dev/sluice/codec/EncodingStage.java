package dev.sluice.codec;

import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The stage around a format's encoder: divides its output into full chunks. */
final class EncodingStage implements Stage<ByteBuffer, ByteBuffer> {

  private static final int CHUNK = 64 << 10;

  private final ByteEncoder encoder;
  private byte[] buffer = new byte[CHUNK];
  private int filled;
  private long written;
  private boolean closed;

  EncodingStage(ByteEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public Iterable<ByteBuffer> feed(ByteBuffer chunk) {
    if (!closed) {
      encoder.take(chunk);
    }
    return Outputs.of(() -> closed || !fill() ? null : handOut());
  }

  @Override
  public Iterable<ByteBuffer> finish() {
    if (!closed) {
      encoder.end();
    }
    return Outputs.of(this::last);
  }

  @Override
  public void close() {
    closed = true;
    encoder.close();
  }

  /** The number of bytes that the encoder has produced, emitted or not. */
  long written() {
    return written;
  }

  private @Nullable ByteBuffer last() {
    return closed || (!fill() && filled == 0) ? null : handOut();
  }

  /** Whether the buffer is full; if not, the encoder has no more output for now. */
  private boolean fill() {
    while (filled < CHUNK) {
      int more = encoder.encode(buffer, filled, CHUNK - filled);
      if (more == 0) {
        return false;
      }
      filled += more;
      written += more;
    }
    return true;
  }

  private ByteBuffer handOut() {
    ByteBuffer output;
    if (filled == CHUNK) {
      output = ByteBuffer.wrap(buffer);
      buffer = new byte[CHUNK];
    } else {
      output = ByteBuffer.wrap(Arrays.copyOf(buffer, filled));
    }
    filled = 0;
    return output;
  }

  /** The encoder of a format: a state machine that pauses whenever its output is full. */
  interface ByteEncoder {

    /** Continues with another chunk backed by an array; the previous one is consumed. */
    void take(ByteBuffer chunk);

    /** Ends the input. */
    void end();

    /**
     * Encodes until the target is full or the chunk is consumed, or stops earlier.
     *
     * @param room the maximum number of bytes to write, at least 1
     * @return the number of bytes written; 0 only if the chunk is consumed or, after {@link #end},
     *     everything is written
     */
    int encode(byte[] target, int from, int room);

    /** Frees native memory; may be called again. */
    void close();
  }
}
