package dev.sluice.codec;

import dev.sluice.error.WorkflowException;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stage around a format's decoder: divides the output into chunks and enforces the limits. */
final class DecodingStage implements Stage<ByteBuffer, ByteBuffer> {

  static final int CHUNK = 64 << 10;
  private static final byte[] NONE = new byte[0];

  private final ByteDecoder decoder;
  private final OutputMeter meter;
  private final CompressedInput input;
  private byte[] buffer = NONE;
  private int filled;
  private @Nullable WorkflowException failure;
  private boolean closed;

  DecodingStage(ByteDecoder decoder, OutputMeter meter) {
    this.decoder = decoder;
    this.meter = meter;
    this.input = new CompressedInput(meter);
  }

  @Override
  public Iterable<ByteBuffer> feed(ByteBuffer chunk) {
    input.take(chunk);
    return Outputs.of(() -> closed ? null : decode());
  }

  @Override
  public Iterable<ByteBuffer> finish() {
    if (!closed) {
      decoder.finish(input.offset());
      meter.total(input.offset());
    }
    return List.of();
  }

  @Override
  public void close() {
    closed = true;
    decoder.close();
  }

  private @Nullable ByteBuffer decode() {
    /*
     * The output before a failure is emitted first. Otherwise it would depend on the chunks whether
     * the next stage sees those bytes and finds an error of its own in them.
     */
    if (failure == null) {
      try {
        fill();
      } catch (WorkflowException e) {
        failure = e;
      }
    }
    if (filled > 0) {
      return handOut();
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private void fill() {
    if (buffer.length == 0) {
      buffer = new byte[CHUNK];
    }
    while (filled < CHUNK) {
      long compressed = input.sliceEndOffset();
      long room = meter.room(compressed);
      /* At the limit, one more byte shows whether there is more output. */
      int wanted = (int) Math.min(Math.max(room, 1), CHUNK - filled);
      int written = decoder.decode(input, buffer, filled, wanted);
      if (written > 0 && room == 0) {
        throw meter.tooMuch(compressed);
      }
      meter.decoded(written);
      filled += written;
      if (written == 0 && !input.openSlice()) {
        return;
      }
    }
  }

  /**
   * Emits the buffer itself if it is well filled, otherwise a copy, so that the buffer is reused.
   */
  private ByteBuffer handOut() {
    ByteBuffer output;
    if (filled > CHUNK / 2) {
      output = ByteBuffer.wrap(buffer, 0, filled);
      buffer = NONE;
    } else {
      output = ByteBuffer.wrap(Arrays.copyOf(buffer, filled));
    }
    filled = 0;
    return output;
  }

  /**
   * The state machine of a format. It can resume wherever its input ended, and does not keep the
   * input.
   */
  interface ByteDecoder {

    /**
     * Decodes until the target is full or the input's slice is consumed, or stops earlier.
     *
     * @param room the maximum number of bytes to write, at least 1
     * @return the number of bytes written; 0 only if the slice is consumed and all of its output
     *     has been written
     */
    int decode(CompressedInput input, byte[] target, int from, int room);

    /** Fails if the source must not end here. */
    void finish(long offset);

    /** Frees native memory; may be called again. */
    void close();
  }
}
