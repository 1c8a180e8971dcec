package dev.sluice.codec;

import dev.sluice.codec.EncodingStage.ByteEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * The gzip encoder: one member, without a name or a time, so that equal documents have equal bytes
 * (RFC 1952).
 */
final class GzipEncoder implements ByteEncoder {

  /** The operating system is not recorded. */
  private static final byte UNKNOWN_SYSTEM = (byte) 0xFF;

  private final CRC32 crc = new CRC32();
  private @Nullable Deflater deflater;

  /** The unwritten rest of the header or the trailer. */
  private ByteBuffer framing;

  private boolean hasTrailer;

  GzipEncoder(int level, IntFunction<Deflater> deflaters) {
    framing = header(level);
    deflater = deflaters.apply(level);
  }

  private static ByteBuffer header(int level) {
    byte extra = (byte) (level == Deflater.BEST_COMPRESSION ? 2 : level == 1 ? 4 : 0);
    return ByteBuffer.wrap(
        new byte[] {0x1F, (byte) 0x8B, Deflater.DEFLATED, 0, 0, 0, 0, 0, extra, UNKNOWN_SYSTEM});
  }

  @Override
  public void take(ByteBuffer chunk) {
    int from = chunk.arrayOffset() + chunk.position();
    crc.update(chunk.array(), from, chunk.remaining());
    open().setInput(chunk.array(), from, chunk.remaining());
  }

  @Override
  public void end() {
    open().finish();
  }

  @Override
  public int encode(byte[] target, int from, int room) {
    Deflater source = open();
    int written = 0;
    if (!framing.hasRemaining() && !source.finished()) {
      written = source.deflate(target, from, room);
    }
    if (source.finished() && !hasTrailer) {
      hasTrailer = true;
      framing = trailer((int) source.getBytesRead());
    }
    if (written == 0 && framing.hasRemaining()) {
      written = Math.min(room, framing.remaining());
      framing.get(target, from, written);
    }
    return written;
  }

  private ByteBuffer trailer(int length) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) crc.getValue())
        .putInt(length)
        .flip();
  }

  private Deflater open() {
    Deflater source = deflater;
    if (source == null) {
      throw new IllegalStateException("closed");
    }
    return source;
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
    }
  }
}
