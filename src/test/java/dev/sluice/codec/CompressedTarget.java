package dev.sluice.codec;

import static dev.sluice.fuzz.FuzzTarget.require;

import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.fuzz.FuzzTarget;
import dev.sluice.model.FindingCode;
import dev.sluice.support.Packing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/**
 * Compressed sources made of any bytes. The outcome does not depend on the chunks; what is decoded
 * is what another decoder decodes; and the body of a member or frame which the other decoder
 * accepts is accepted, unless it exceeds a limit.
 */
public final class CompressedTarget implements FuzzTarget {

  private static final int MOST = 1 << 20;
  private static final Limits LIMITS = Limits.untrusted().with(Limit.DECODED_BYTES, MOST);
  private static final byte[] GZIP_HEADER = Packed.bytes(0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3);
  private static final byte[] ZSTD_HEADER = Packed.bytes(0x28, 0xB5, 0x2F, 0xFD, 0, 0x40);

  private final Packing packing;

  public CompressedTarget(Packing packing) {
    this.packing = packing;
  }

  @Override
  public void accept(byte[] input) {
    byte[] header = packing == Packing.GZIP ? GZIP_HEADER : ZSTD_HEADER;
    require(input, Optional.empty());
    if (packing == Packing.GZIP) {
      inflated(input)
          .ifPresent(
              body -> require(Packed.concat(header, input, trailer(body)), Optional.of(body)));
    } else {
      byte[] frame = Packed.concat(header, input);
      require(frame, decoded(frame));
    }
  }

  private void require(byte[] source, Optional<byte[]> expected) {
    Outcome whole = Outcome.of(LIMITS, source);
    require(Outcome.of(LIMITS, source, cuts(source)), whole);
    if (source.length <= 4_096) {
      require(Outcome.byteByByte(LIMITS, source), whole);
    }
    if (whole.succeeded() && isCompressed(source)) {
      byte[] others = expected.or(() -> decoded(source)).orElse(null);
      FuzzTarget.require(others != null, "only Sluice decodes it");
      FuzzTarget.require(Arrays.equals(whole.output(), others), "the decoders differ");
    }
    if (expected.isPresent()) {
      FuzzTarget.require(
          whole.succeeded() || whole.failedWith(FindingCode.LIMIT_EXCEEDED),
          "only the other decoder accepts it: " + whole.failure());
    }
  }

  private static void require(Outcome cut, Outcome whole) {
    FuzzTarget.require(cut.equals(whole), "whole " + whole + ", cut " + cut);
  }

  /** Whether it has the magic number of the compression; other sources are plain documents. */
  private boolean isCompressed(byte[] source) {
    return packing == Packing.GZIP
        ? startsWith(source, 0x1F, 0x8B)
        : startsWith(source, 0x28, 0xB5, 0x2F, 0xFD);
  }

  private static boolean startsWith(byte[] source, int... magic) {
    byte[] start = Packed.bytes(magic);
    return source.length >= start.length
        && Arrays.equals(source, 0, start.length, start, 0, start.length);
  }

  /** What the decoder of the JDK or of zstd-jni decodes; empty if it fails or it is too much. */
  private Optional<byte[]> decoded(byte[] source) {
    InputStream in = new ByteArrayInputStream(source);
    try (InputStream decoder =
        packing == Packing.GZIP ? new GZIPInputStream(in) : new ZstdInputStream(in)) {
      byte[] bytes = decoder.readNBytes(2 * MOST);
      return bytes.length == 2 * MOST ? Optional.empty() : Optional.of(bytes);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What the bytes are deflated from, if they are exactly one deflate stream. */
  private static Optional<byte[]> inflated(byte[] bytes) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      int count = 1;
      while (count > 0 && out.size() < 2 * MOST) {
        count = inflater.inflate(buffer);
        out.write(buffer, 0, count);
      }
      return inflater.finished() && inflater.getRemaining() == 0
          ? Optional.of(out.toByteArray())
          : Optional.empty();
    } catch (DataFormatException e) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }

  private static byte[] trailer(byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body);
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) crc.getValue())
        .putInt(body.length)
        .array();
  }

  /** One to three places that only depend on the source. */
  private static int[] cuts(byte[] source) {
    Random random = new Random(Arrays.hashCode(source));
    return random.ints(1 + random.nextInt(3), 0, source.length + 1).sorted().toArray();
  }
}
