package dev.sluice.codec;

import dev.sluice.error.WorkflowException;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stage around one format's decoder: cuts output into chunks and stops it at the limits. */
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
     * What was decoded before a failure goes out first. Otherwise it would depend on the chunks
     * whether the reader behind sees those bytes and finds a fault of its own in them.
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
      /* At the bound, one byte more tells whether there is any. */
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

  /** Gives the buffer away if it is well used; less is copied, so that the buffer stays. */
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

  /** The state machine of one format: resumes wherever its input ended and holds none of it. */
  interface ByteDecoder {

    /**
     * Decodes until the target is full, the input's slice is used up, or sooner.
     *
     * @param room how many bytes to write at most, at least 1
     * @return how many bytes were written; 0 only when the slice is used up and nothing is left of
     *     what it expands to
     */
    int decode(CompressedInput input, byte[] target, int from, int room);

    /** Fails if the source must not end here. */
    void finish(long offset);

    /** Frees native memory; may be called again. */
    void close();
  }
}
