package dev.sluice.codec;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stage around an encoder that keeps the output within the expansion ratio that a decoder
 * accepts by default, so that Sluice can read what it writes.
 *
 * <p>Few documents compress so well. For these, the frame is ended, padding for the next 4 MiB
 * follows, and another frame begins. This happens at the same bytes of the document, whatever its
 * chunks are.
 */
final class RatioLimitedStage implements Stage<ByteBuffer, ByteBuffer> {

  private static final long RATIO = Limits.untrusted().of(Limit.EXPANSION_RATIO);
  private static final long HEADROOM = 4L << 20;
  private static final int STEP = 64 << 10;
  private static final long MOST_PADDING = 64 << 10;

  private final Supplier<EncodingStage> encoders;
  private final Padding padding;
  private EncodingStage encoder;

  /**
   * The number of document bytes so far, and the number of bytes in complete frames and paddings.
   */
  private long decoded;

  private long complete;
  private boolean closed;

  RatioLimitedStage(Supplier<EncodingStage> encoders, Padding padding) {
    this.encoders = encoders;
    this.padding = padding;
    this.encoder = encoders.get();
  }

  @Override
  public Iterable<ByteBuffer> feed(ByteBuffer chunk) {
    return Outputs.of(
        new Outputs.Maker() {
          private Iterator<ByteBuffer> outputs = Collections.emptyIterator();
          private boolean ending;

          @Override
          public @Nullable ByteBuffer make() {
            while (!closed) {
              if (outputs.hasNext()) {
                return outputs.next();
              }
              if (ending) {
                ending = false;
                complete += encoder.written();
                encoder.close();
                outputs = pads();
                encoder = encoders.get();
              } else if (!chunk.hasRemaining()) {
                return null;
              } else if (isTooMuch()) {
                ending = true;
                outputs = encoder.finish().iterator();
              } else {
                outputs = encoder.feed(next(chunk)).iterator();
              }
            }
            return null;
          }
        });
  }

  /** The part of a chunk up to the next multiple of a step. */
  private ByteBuffer next(ByteBuffer chunk) {
    int size = (int) Math.min(chunk.remaining(), STEP - decoded % STEP);
    ByteBuffer next = ByteBuffer.wrap(chunk.array(), chunk.arrayOffset() + chunk.position(), size);
    chunk.position(chunk.position() + size);
    decoded += size;
    return next;
  }

  /** Whether a decoder might have to refuse a byte of the step that begins here. */
  private boolean isTooMuch() {
    long after = decoded + STEP;
    return decoded % STEP == 0
        && after > OutputMeter.FREE_BYTES
        && after > RATIO * (complete + encoder.written());
  }

  /** The padding that makes up for the following bytes. */
  private Iterator<ByteBuffer> pads() {
    List<ByteBuffer> pads = new ArrayList<>();
    long wanted = (decoded + HEADROOM) / RATIO;
    while (complete < wanted) {
      ByteBuffer pad = padding.of((int) Math.min(wanted - complete, MOST_PADDING));
      complete += pad.remaining();
      pads.add(pad);
    }
    return pads.iterator();
  }

  @Override
  public Iterable<ByteBuffer> finish() {
    return encoder.finish();
  }

  @Override
  public void close() {
    closed = true;
    encoder.close();
  }
}
