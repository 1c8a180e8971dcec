package dev.sluice.codec;

import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The stage around one format's encoder: cuts its output into full chunks. */
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

  /** Bytes that the encoder has put out, whether they are handed out yet or not. */
  long written() {
    return written;
  }

  private @Nullable ByteBuffer last() {
    return closed || (!fill() && filled == 0) ? null : handOut();
  }

  /** Whether the buffer is full; if not, the encoder has nothing to put into it. */
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

  /** The state machine of one format: packs what it is given, wherever its output ended. */
  interface ByteEncoder {

    /** Goes on with another chunk backed by an array; the one before is used up. */
    void take(ByteBuffer chunk);

    /** Takes note that no further chunk follows. */
    void end();

    /**
     * Encodes until the target is full, the chunk is used up, or sooner.
     *
     * @param room how many bytes to write at most, at least 1
     * @return how many bytes were written; 0 only when the chunk is used up or, after {@link #end},
     *     everything is written
     */
    int encode(byte[] target, int from, int room);

    /** Frees native memory; may be called again. */
    void close();
  }
}
