package dev.sluice.codec;

import dev.sluice.config.Compression;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.List;

/** The ways from the bytes of a document to the bytes of a file. */
public final class Encoders {

  private Encoders() {}

  /**
   * A stage that packs a document; {@link Compression#PLAIN} passes it through.
   *
   * <p>It takes chunks backed by arrays and owns them. What it gives for a packed document are
   * chunks of 64 KiB and a last one that may be shorter. Equal documents at equal levels have equal
   * bytes, however they are cut into chunks, in gzip always and in zstd with one version of the
   * library.
   *
   * <p>A document that packs better than a decoder accepts by default is packed in several gzip
   * members or zstd frames with padding between them, so that what is written can be read.
   *
   * <p>Fails with {@code LoaderFailedException} where zstd is wanted and this platform has none.
   *
   * @throws IllegalArgumentException if the compression has no such level
   */
  public static Stage<ByteBuffer, ByteBuffer> of(Compression compression, int level) {
    return of(compression, level, Natives.standard());
  }

  static Stage<ByteBuffer, ByteBuffer> of(Compression compression, int level, Natives natives) {
    compression.requireLevel(level);
    return switch (compression) {
      case PLAIN -> new UnpackedStage();
      case GZIP ->
          new ReadableStage(
              () -> new EncodingStage(new GzipEncoder(level, natives.deflaters())), Padding.GZIP);
      case ZSTD ->
          new ReadableStage(
              () -> new EncodingStage(new ZstdEncoder(level, natives.compressors())), Padding.ZSTD);
    };
  }

  /** The stage for documents that are not to be packed: hands the chunks on as they are. */
  static final class UnpackedStage implements Stage<ByteBuffer, ByteBuffer> {

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
      // nothing is held
    }
  }
}
