package dev.sluice.codec;

import dev.sluice.config.Compression;
import dev.sluice.config.Limits;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Creates stages that decompress sources. */
public final class Decoders {

  private Decoders() {}

  /**
   * A stage that decompresses gzip and zstd and passes other bytes through.
   *
   * <p>Its inputs are chunks backed by arrays, which it owns. For compressed input, its outputs are
   * new chunks of at most 64 KiB; plain chunks are passed on without copying. Only one level is
   * decompressed: gzip within gzip yields gzip. The output before the end or a failure, and the
   * failure's message, do not depend on how the input is cut into chunks.
   *
   * <p>Fails with {@code CorruptCompressionException} for damaged or truncated input, {@code
   * LimitExceededException} for input that exceeds {@code limits}, and {@code
   * LoaderFailedException} if zstd is needed and not available on this platform.
   *
   * @param found receives the compression of the source, once, before the first output
   */
  public static Stage<ByteBuffer, ByteBuffer> detecting(
      Limits limits, Consumer<Compression> found) {
    return new DetectingDecoder(limits, NativeResources.standard(), found);
  }
}
