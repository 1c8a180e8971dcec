package dev.sluice.cli.diff;

import dev.sluice.codec.Decoders;
import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import dev.sluice.source.ByteSource;
import dev.sluice.stage.Stage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * An input as text, decompressed within the limits.
 *
 * @param text the text, as far as it could be decompressed
 */
record PlainText(String text) {

  private static final String LFS_POINTER = "version https://git-lfs.github.com/spec/";

  /**
   * Reads an input.
   *
   * @throws WorkflowException if it cannot be read at all
   */
  static PlainText read(ByteSource source, Limits limits) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (Stage<ByteBuffer, ByteBuffer> decoder = Decoders.detecting(limits, any -> {});
        Stream<ByteBuffer> chunks = source.read().toStream(1)) {
      for (Iterator<ByteBuffer> rest = chunks.iterator(); rest.hasNext(); ) {
        add(text, decoder.feed(rest.next()));
      }
      add(text, decoder.finish());
    } catch (WorkflowException e) {
      if (text.size() == 0) {
        throw e;
      }
    }
    return new PlainText(text.toString(StandardCharsets.UTF_8));
  }

  private static void add(ByteArrayOutputStream text, Iterable<ByteBuffer> chunks) {
    for (ByteBuffer chunk : chunks) {
      byte[] bytes = new byte[chunk.remaining()];
      chunk.get(bytes);
      text.writeBytes(bytes);
    }
  }

  /** Whether this is what Git LFS leaves in place of a file. */
  boolean isLfsPointer() {
    return text.startsWith(LFS_POINTER);
  }

  /** The text as a source. */
  static ByteSource source(String name, String text) {
    return ByteSource.of(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
