package dev.sluice.codec;

import dev.sluice.codec.DecodingStage.ByteDecoder;
import dev.sluice.error.CorruptCompressionException;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The decoder of gzip: members one after another, then perhaps zero bytes (RFC 1952).
 *
 * <pre>
 *             header            deflate data           checksum and
 *            complete            complete             length are right
 *   HEADER -----------> BODY ---------------> TRAILER -----------------> BETWEEN --- 00 ---> PADDING
 *     ^                                                                     |
 *     +------------------------------ any other byte -----------------------+
 * </pre>
 *
 * <p>The JDK's GZIPInputStream cannot be used: on 17 it drops members when no input happens to be
 * available, and it ignores reserved flags and anything after the last member.
 */
final class GzipDecoder implements ByteDecoder {

  private enum State {
    /** The next byte belongs to a member's header. */
    HEADER,
    /** The next byte belongs to a member's deflate data. */
    BODY,
    /** The next byte belongs to a member's checksum or length. */
    TRAILER,
    /** The source may end; a zero byte begins the padding, any other byte begins another member. */
    BETWEEN,
    /** The source may end; only zero bytes may follow. */
    PADDING
  }

  private final OutputMeter meter;
  private final Supplier<Inflater> inflaters;
  private final GzipHeader header = new GzipHeader();
  private final CRC32 crc = new CRC32();
  private State state = State.BETWEEN;
  private long memberOffset;
  private @Nullable Inflater inflater;
  private @Nullable CorruptCompressionException damage;
  private long trailer;
  private int trailerLength;

  GzipDecoder(OutputMeter meter, Supplier<Inflater> inflaters) {
    this.meter = meter;
    this.inflaters = inflaters;
  }

  @Override
  public int decode(CompressedInput input, byte[] target, int from, int room) {
    while (true) {
      if (state == State.BODY) {
        int written = inflate(input, target, from, room);
        if (written > 0) {
          return written;
        }
      }
      if (input.available() == 0) {
        return 0;
      }
      switch (state) {
        case HEADER -> {
          if (header.read(input)) {
            beginBody();
          }
        }
        case TRAILER -> readTrailer(input);
        case BETWEEN -> beginMember(input);
        case PADDING -> skipPadding(input);
        case BODY -> {
          /* Input is available and has produced no output yet: continue. */
        }
      }
    }
  }

  private void beginMember(CompressedInput input) {
    if (input.array()[input.position()] == 0) {
      state = State.PADDING;
      return;
    }
    memberOffset = input.offset();
    header.reset();
    state = State.HEADER;
  }

  private void beginBody() {
    meter.frame();
    if (inflater == null) {
      inflater = inflaters.get();
    } else {
      inflater.reset();
    }
    crc.reset();
    state = State.BODY;
  }

  /** Inflates the rest of the slice; the inflater keeps no input between two calls. */
  private int inflate(CompressedInput input, byte[] target, int from, int room) {
    if (damage != null) {
      throw damage;
    }
    if (inflater == null) {
      throw new IllegalStateException("closed");
    }
    int available = input.available();
    long writtenBefore = inflater.getBytesWritten();
    inflater.setInput(input.array(), input.position(), available);
    try {
      inflater.inflate(target, from, room);
      input.skip(available - inflater.getRemaining());
    } catch (DataFormatException e) {
      /*
       * Where zlib detects the damage varies by a few bytes with the available input; the beginning
       * of the member and the length of its output do not. That much is in the target already.
       */
      damage = damaged(inflater.getBytesWritten(), e);
    }
    int written = (int) (inflater.getBytesWritten() - writtenBefore);
    crc.update(target, from, written);
    if (inflater.finished()) {
      trailer = 0;
      trailerLength = 0;
      state = State.TRAILER;
    }
    if (written == 0 && damage != null) {
      throw damage;
    }
    return written;
  }

  private CorruptCompressionException damaged(long decoded, DataFormatException cause) {
    return Damage.corrupt(
        "valid deflate data after " + decoded + " decoded bytes of a gzip member",
        cause.getMessage() == null ? "damage" : cause.getMessage(),
        memberOffset,
        cause);
  }

  private void readTrailer(CompressedInput input) {
    while (trailerLength < 8 && input.available() > 0) {
      trailer |= (long) input.read() << (8 * trailerLength++);
    }
    if (trailerLength == 8) {
      check("the CRC-32", trailer & 0xFFFFFFFFL, crc.getValue(), input.offset() - 8);
      check("the length", trailer >>> 32, decodedLength(), input.offset() - 4);
      state = State.BETWEEN;
    }
  }

  private long decodedLength() {
    return inflater == null ? 0 : inflater.getBytesWritten() & 0xFFFFFFFFL;
  }

  private static void check(String what, long stored, long computed, long offset) {
    if (stored != computed) {
      throw Damage.corrupt(
          String.format("%s 0x%08X of the gzip member's data", what, computed),
          String.format("0x%08X", stored),
          offset);
    }
  }

  private static void skipPadding(CompressedInput input) {
    while (input.available() > 0) {
      long offset = input.offset();
      int next = input.read();
      if (next != 0) {
        throw Damage.unexpected("only zero bytes after the last gzip member", next, offset);
      }
    }
  }

  @Override
  public void finish(long offset) {
    switch (state) {
      case HEADER -> throw Damage.truncated("the rest of a gzip header", offset);
      case BODY -> throw Damage.truncated("the rest of a gzip member's data", offset);
      case TRAILER -> throw Damage.truncated("the rest of a gzip member's checksum", offset);
      case BETWEEN, PADDING -> {
        /* The source may end here. */
      }
    }
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }
}
