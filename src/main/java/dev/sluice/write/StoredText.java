package dev.sluice.write;

import dev.sluice.codec.Decoders;
import dev.sluice.config.Compression;
import dev.sluice.config.Limits;
import dev.sluice.stage.GuardedStage;
import dev.sluice.stage.Stage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A document as it is stored: its compression, and its text as one array. */
final class StoredText {

  private static final int CHUNK = 64 << 10;

  private StoredText() {}

  /** The compression of a document. */
  static Compression compression(byte[] stored) {
    AtomicReference<@Nullable Compression> found = new AtomicReference<>();
    Stage<ByteBuffer, ByteBuffer> stage =
        new GuardedStage<>(Decoders.detecting(Limits.trusted(), found::set));
    try {
      stage.feed(ByteBuffer.wrap(stored, 0, Math.min(stored.length, 4)));
    } finally {
      stage.close();
    }
    return Objects.requireNonNullElse(found.get(), Compression.PLAIN);
  }

  /**
   * The bytes of a document without compression. The limits are those for trusted documents,
   * because a load has read the document.
   */
  static byte[] decoded(byte[] stored) {
    if (compression(stored) == Compression.PLAIN) {
      return stored;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(2 * stored.length);
    Stage<ByteBuffer, ByteBuffer> stage =
        new GuardedStage<>(Decoders.detecting(Limits.trusted(), compression -> {}));
    try {
      add(text, stage.feed(ByteBuffer.wrap(stored)));
      add(text, stage.finish());
    } finally {
      stage.close();
    }
    return text.toByteArray();
  }

  private static void add(ByteArrayOutputStream text, Iterable<ByteBuffer> chunks) {
    for (ByteBuffer chunk : chunks) {
      text.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
    }
  }

  /** An array in chunks, as the writer emits them. */
  static Iterator<ByteBuffer> chunks(byte[] bytes) {
    int count = Math.max(1, (bytes.length + CHUNK - 1) / CHUNK);
    return IntStream.range(0, count)
        .mapToObj(i -> ByteBuffer.wrap(bytes, i * CHUNK, Math.min(CHUNK, bytes.length - i * CHUNK)))
        .iterator();
  }
}
