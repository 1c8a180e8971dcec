package dev.sluice.codec;

import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.List;

/** The stage for sources without compression: passes the chunks on, up to the limits. */
final class PlainDecoder implements Stage<ByteBuffer, ByteBuffer> {

  private final OutputMeter meter;
  private long passed;
  private boolean closed;

  PlainDecoder(OutputMeter meter) {
    this.meter = meter;
  }

  @Override
  public Iterable<ByteBuffer> feed(ByteBuffer chunk) {
    return Outputs.of(() -> closed || !chunk.hasRemaining() ? null : pass(chunk));
  }

  /** The chunk, or the part of it that the limits allow, which is removed from the chunk. */
  private ByteBuffer pass(ByteBuffer chunk) {
    /* Input and output are the same bytes, so no ratio can be exceeded. */
    long room = Math.min(meter.room(Long.MAX_VALUE), meter.compressedBound() - passed);
    if (room == 0) {
      throw meter.room(Long.MAX_VALUE) == 0 ? meter.tooLarge() : meter.tooLong();
    }
    int length = (int) Math.min(chunk.remaining(), room);
    ByteBuffer output = chunk.slice(chunk.position(), length);
    chunk.position(chunk.position() + length);
    passed += length;
    meter.decoded(length);
    return output;
  }

  @Override
  public Iterable<ByteBuffer> finish() {
    return List.of();
  }

  @Override
  public void close() {
    closed = true;
  }
}
