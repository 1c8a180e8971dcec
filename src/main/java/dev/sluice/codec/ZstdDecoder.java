package dev.sluice.codec;

import dev.sluice.codec.DecodingStage.ByteDecoder;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.text.Quantity;
import java.nio.ByteBuffer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The decoder of zstd: frames and skippable frames one after another (RFC 8878).
 *
 * <pre>
 *   MAGIC ---> DESCRIPTOR ---> HEADER ---> BLOCK_HEADER ---> BLOCK
 *    ^ |                                     ^      |          |
 *    | +--> SKIP_LENGTH ---> SKIP            +------+----------+ not the last
 *    |                        |                                |
 *    +------------------------+---------- CHECKSUM <-----------+ the last
 *    +---------------------------------------------------------+ the last, no checksum
 * </pre>
 *
 * <p>The library could find the frames itself. Walking from block to block here is cheap. It shows,
 * independently of the chunks, which block is damaged, which window is required before memory is
 * allocated for it, whether the source may end, and where empty frames are.
 */
final class ZstdDecoder implements ByteDecoder {

  private enum State {
    /** The source may end before this part; otherwise four bytes determine the kind of frame. */
    MAGIC("zstd frame"),
    /** One byte that determines the length of the header. */
    DESCRIPTOR("zstd frame header"),
    /** The rest of the header. */
    HEADER("zstd frame header"),
    /** Three bytes: whether the block is the last, its type and its length. */
    BLOCK_HEADER("zstd block header"),
    /** The compressed data. */
    BLOCK("zstd block"),
    /** Four bytes: the checksum of the decompressed data. */
    CHECKSUM("zstd checksum"),
    /** Four bytes: the length of a skippable frame. */
    SKIP_LENGTH("skippable zstd frame"),
    /** The data to skip. */
    SKIP("skippable zstd frame");

    private final String part;

    State(String part) {
      this.part = part;
    }
  }

  private static final int FRAME_MAGIC = 0xFD2FB528;
  private static final int RLE_BLOCK = 1;
  private static final int COMPRESSED_BLOCK = 2;

  private final long window;
  private final OutputMeter meter;
  private final LongFunction<ZstdContext> contexts;
  private @Nullable ZstdContext context;

  private State state = State.MAGIC;
  private long partOffset;

  /** Magic numbers, headers and checksums, until they are complete. */
  private final byte[] held = new byte[ZstdFrameHeader.MAX_LENGTH];

  private int heldLength;
  private int heldNeeded = 4;

  /** The remaining bytes of the block or of the skippable frame. */
  private long left;

  private boolean lastBlock;
  private boolean hasChecksum;

  /** The content size declared by the frame, -1 if it is absent, and the size so far. */
  private long contentSize;

  private long decoded;

  /** Whether the context may hold output for which the target had no room. */
  private boolean pending;

  /** Whether the context has seen the frame's end; only a call that moved bytes reports it. */
  private boolean ended;

  ZstdDecoder(Limits limits, OutputMeter meter, LongFunction<ZstdContext> contexts) {
    this.window = limits.of(Limit.ZSTD_WINDOW_BYTES);
    this.meter = meter;
    this.contexts = contexts;
  }

  @Override
  public int decode(CompressedInput input, byte[] target, int from, int room) {
    while (true) {
      if (state == State.BLOCK) {
        int written = decodeBlock(input, target, from, room);
        if (written > 0) {
          return written;
        }
      }
      if (input.available() == 0) {
        return 0;
      }
      if (state == State.SKIP) {
        skip(input);
      } else if (state != State.BLOCK && hold(input)) {
        completed(input, target, from, room);
      }
    }
  }

  /** Collects the bytes of a part; returns whether it is complete. */
  private boolean hold(CompressedInput input) {
    if (heldLength == 0) {
      partOffset = input.offset();
    }
    while (heldLength < heldNeeded && input.available() > 0) {
      long offset = input.offset();
      held[heldLength++] = (byte) input.read();
      if (state == State.MAGIC && !MagicNumbers.beginsZstd(held, heldLength)) {
        throw Damage.unexpected("a zstd frame or the end", held[heldLength - 1] & 0xFF, offset);
      }
    }
    return heldLength == heldNeeded;
  }

  private void completed(CompressedInput input, byte[] target, int from, int room) {
    switch (state) {
      case MAGIC -> {
        boolean frame = (int) ZstdFrameHeader.littleEndian(held, 0, 4) == FRAME_MAGIC;
        enter(
            frame ? State.DESCRIPTOR : State.SKIP_LENGTH,
            frame ? ZstdFrameHeader.DESCRIPTOR_END : 8);
      }
      case DESCRIPTOR -> {
        enter(State.HEADER, new ZstdFrameHeader(held).length());
      }
      case HEADER -> {
        beginFrame(new ZstdFrameHeader(held));
        pass(target, from, room);
        await(State.BLOCK_HEADER, 3);
      }
      case BLOCK_HEADER -> {
        beginBlock((int) ZstdFrameHeader.littleEndian(held, 0, 3));
        pass(target, from, room);
        await(State.BLOCK, 0);
        partOffset = input.offset();
        if (left == 0) {
          endBlock();
        }
      }
      case CHECKSUM -> {
        pass(target, from, room);
        endFrame();
      }
      case SKIP_LENGTH -> {
        meter.frame();
        left = ZstdFrameHeader.littleEndian(held, 4, 4);
        await(State.SKIP, 0);
        skip(input);
      }
      default -> throw new IllegalStateException("nothing is held for " + state);
    }
  }

  private void beginFrame(ZstdFrameHeader header) {
    meter.frame();
    meter.window(header.window());
    if (header.dictionary() != 0) {
      throw Damage.corrupt(
          "a zstd frame without a dictionary",
          "one that needs dictionary " + header.dictionary(),
          partOffset);
    }
    if (context == null) {
      context = contexts.apply(window);
    }
    hasChecksum = header.hasChecksum();
    contentSize = header.contentSize();
    decoded = 0;
    ended = false;
  }

  private void beginBlock(int header) {
    int type = header >>> 1 & 0x03;
    int size = header >>> 3;
    lastBlock = (header & 1) != 0;
    left = type == RLE_BLOCK ? 1 : size;
    /*
     * The library outputs uncompressed blocks byte by byte and compares sizes at their end. The
     * comparison must come first, otherwise the output before the failure would depend on the
     * chunks.
     */
    if (contentSize >= 0 && type < COMPRESSED_BLOCK) {
      long after = decoded + size;
      if (after > contentSize || (lastBlock && after < contentSize)) {
        throw Damage.corrupt(
            Quantity.of(contentSize, "byte") + " in the zstd frame", "" + after, partOffset);
      }
    }
  }

  /** Passes a collected part to the context, after all output has been written. */
  private void pass(byte[] target, int from, int room) {
    ByteBuffer source = ByteBuffer.wrap(held, 0, heldLength);
    ByteBuffer sink = ByteBuffer.wrap(target, from, room);
    run(sink, source);
    if (source.hasRemaining() || sink.position() != from) {
      throw Damage.corrupt("a valid " + state.part, "an invalid one", partOffset);
    }
  }

  private int decodeBlock(CompressedInput input, byte[] target, int from, int room) {
    int offered = (int) Math.min(left, input.available());
    if (offered == 0 && !pending) {
      return 0;
    }
    ByteBuffer source = ByteBuffer.wrap(input.array(), input.position(), offered);
    ByteBuffer sink = ByteBuffer.wrap(target, from, room);
    run(sink, source);
    int taken = source.position() - input.position();
    int written = sink.position() - from;
    input.skip(taken);
    left -= taken;
    decoded += written;
    pending = written == room && !ended;
    if (left == 0 && !pending) {
      endBlock();
    }
    return written;
  }

  private void run(ByteBuffer sink, ByteBuffer source) {
    if (context == null) {
      throw new IllegalStateException("closed");
    }
    try {
      ended |= context.decode(sink, source);
    } catch (ZstdContext.Refused e) {
      throw Damage.corrupt("a sound " + state.part, e.reason(), partOffset, e.getCause());
    }
  }

  private void endBlock() {
    if (!lastBlock) {
      await(State.BLOCK_HEADER, 3);
    } else if (hasChecksum) {
      await(State.CHECKSUM, 4);
    } else {
      endFrame();
    }
  }

  private void endFrame() {
    if (!ended) {
      throw Damage.corrupt("the end of a zstd frame", "more data", partOffset);
    }
    await(State.MAGIC, 4);
  }

  private void skip(CompressedInput input) {
    int skipped = (int) Math.min(left, input.available());
    input.skip(skipped);
    left -= skipped;
    if (left == 0) {
      await(State.MAGIC, 4);
    }
  }

  /** Moves to the beginning of a part. */
  private void await(State next, int needed) {
    heldLength = 0;
    enter(next, needed);
  }

  /** Moves to a part that is collected after the bytes collected so far. */
  private void enter(State next, int needed) {
    state = next;
    heldNeeded = needed;
  }

  @Override
  public void finish(long offset) {
    if (state != State.MAGIC || heldLength > 0) {
      throw Damage.truncated("the rest of a " + state.part, offset);
    }
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
      context = null;
    }
  }
}
