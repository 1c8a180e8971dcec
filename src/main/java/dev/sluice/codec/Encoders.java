package dev.sluice.codec;

import dev.sluice.config.Compression;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.List;

/** Creates stages that compress documents. */
public final class Encoders {

  private Encoders() {}

  /**
   * A stage that compresses a document; {@link Compression#PLAIN} passes it through.
   *
   * <p>Its inputs are chunks backed by arrays, which it owns. The outputs of a compressed document
   * are chunks of 64 KiB, of which the last may be shorter. Equal documents at equal levels yield
   * equal bytes, however they are cut into chunks: with gzip always, with zstd for the same version
   * of the library.
   *
   * <p>A document that compresses better than a decoder accepts by default is written as several
   * gzip members or zstd frames with padding between them, so that it can be read again.
   *
   * <p>Fails with {@code LoaderFailedException} if zstd is requested and not available on this
   * platform.
   *
   * @throws IllegalArgumentException if the compression does not have the level
   */
  public static Stage<ByteBuffer, ByteBuffer> of(Compression compression, int level) {
    return of(compression, level, NativeResources.standard());
  }

  static Stage<ByteBuffer, ByteBuffer> of(
      Compression compression, int level, NativeResources nativeResources) {
    compression.requireLevel(level);
    return switch (compression) {
      case PLAIN -> new PlainEncoder();
      case GZIP ->
          new RatioLimitedStage(
              () -> new EncodingStage(new GzipEncoder(level, nativeResources.deflaters())),
              Padding.GZIP);
      case ZSTD ->
          new RatioLimitedStage(
              () -> new EncodingStage(new ZstdEncoder(level, nativeResources.compressors())),
              Padding.ZSTD);
    };
  }

  /** The stage for documents without compression: passes the chunks on. */
  static final class PlainEncoder implements Stage<ByteBuffer, ByteBuffer> {

    @Override
    public Iterable<ByteBuffer> feed(ByteBuffer chunk) {
      return List.of(chunk);
    }

    @Override
    public Iterable<ByteBuffer> finish() {
      return List.of();
    }

    @Override
    public void close() {
      // holds no resources
    }
  }
}
