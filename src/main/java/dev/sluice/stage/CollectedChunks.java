package dev.sluice.stage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The first chunks of a document, collected to be read as one buffer. Not thread-safe. */
public final class CollectedChunks {

  /** The size in bytes up to which a document is collected and read as one buffer: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  private List<ByteBuffer> chunks = new ArrayList<>();
  private long bytes;

  /** A collection without chunks. */
  public CollectedChunks() {}

  /** Adds a chunk, which is not copied. */
  public void add(ByteBuffer chunk) {
    chunks.add(chunk);
    bytes += chunk.remaining();
  }

  /** The number of chunks. */
  public int count() {
    return chunks.size();
  }

  /** The total number of bytes in the chunks. */
  public long bytes() {
    return bytes;
  }

  /** Views of the chunks with independent positions. */
  public List<ByteBuffer> views() {
    return chunks.stream().map(ByteBuffer::duplicate).toList();
  }

  /** Removes the chunks and returns them. */
  public List<ByteBuffer> remove() {
    List<ByteBuffer> removed = chunks;
    chunks = new ArrayList<>(0);
    bytes = 0;
    return removed;
  }

  /**
   * Removes the chunks and returns their bytes in one buffer, without a copy if it is one chunk.
   */
  public ByteBuffer removeJoined() {
    if (count() == 1) {
      return remove().get(0);
    }
    ByteBuffer joined = ByteBuffer.allocate((int) bytes);
    List<ByteBuffer> removed = remove();
    removed.forEach(chunk -> joined.put(chunk.duplicate()));
    return joined.flip();
  }
}
