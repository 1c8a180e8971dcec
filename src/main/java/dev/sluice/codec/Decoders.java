package dev.sluice.codec;

import dev.sluice.config.Compression;
import dev.sluice.config.Limits;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The ways from the bytes of a source to the bytes of its document. */
public final class Decoders {

  private Decoders() {}

  /**
   * A stage that unpacks gzip and zstd and passes everything else through as it is.
   *
   * <p>It takes chunks backed by arrays and owns them. What it gives for packed input are new
   * chunks of at most 64 KiB; plain chunks are handed on uncopied. One level is unpacked: gzip
   * within gzip comes out as gzip. However the input is cut into chunks, the bytes that come out
   * before the end or before a failure, and the failure's message, are the same.
   *
   * <p>It fails with {@code CorruptCompressionException} for damaged or cut off input, {@code
   * LimitExceededException} for input beyond {@code limits}, and {@code LoaderFailedException}
   * where zstd is needed and this platform has none.
   */
  public static Stage<ByteBuffer, ByteBuffer> detecting(Limits limits) {
    return new DetectingDecoder(limits, Natives.standard());
  }

  /**
   * The same stage, which also says how the source is compressed.
   *
   * @param found is called once, before the stage gives the first bytes
   */
  public static Stage<ByteBuffer, ByteBuffer> detecting(
      Limits limits, Consumer<Compression> found) {
    return new DetectingDecoder(limits, Natives.standard(), found);
  }
}
