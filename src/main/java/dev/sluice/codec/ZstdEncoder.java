package dev.sluice.codec;

import dev.sluice.codec.EncodingStage.ByteEncoder;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The zstd encoder: one frame with a checksum and without a content size. */
final class ZstdEncoder implements ByteEncoder {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private @Nullable ZstdCompressor compressor;
  private ByteBuffer source = NONE;
  private boolean ending;
  private boolean ended;

  ZstdEncoder(int level, IntFunction<ZstdCompressor> compressors) {
    compressor = compressors.apply(level);
  }

  @Override
  public void take(ByteBuffer chunk) {
    source = chunk;
  }

  @Override
  public void end() {
    ending = true;
  }

  @Override
  public int encode(byte[] target, int from, int room) {
    ZstdCompressor open = compressor;
    if (open == null) {
      throw new IllegalStateException("closed");
    }
    ByteBuffer sink = ByteBuffer.wrap(target, from, room);
    while (sink.position() == from && (ending ? !ended : source.hasRemaining())) {
      boolean complete = open.encode(sink, source, ending);
      ended = ending && complete;
    }
    return sink.position() - from;
  }

  @Override
  public void close() {
    if (compressor != null) {
      compressor.close();
      compressor = null;
    }
  }
}
