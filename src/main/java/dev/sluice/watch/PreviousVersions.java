package dev.sluice.watch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The previous versions of documents, with which new ones are compared; compressed, and of limited
 * total size. The documents that have not changed for the longest time are dropped first.
 * Thread-safe.
 */
final class PreviousVersions {

  /** The approximate cost of a document besides its bytes: its path and its entry. */
  private static final int OVERHEAD = 300;

  private final long mostBytes;
  private final Map<Path, byte[]> documents = new LinkedHashMap<>();
  private long bytes;

  PreviousVersions(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Whether something can be added without dropping another document. */
  synchronized boolean hasRoom() {
    return bytes < mostBytes;
  }

  /** Keeps the bytes of a document as stored, in place of an earlier version. */
  void keep(Path path, byte[] stored) {
    put(path, deflated(stored));
  }

  private synchronized void put(Path path, byte[] packed) {
    remove(path);
    documents.put(path, packed);
    bytes += packed.length + OVERHEAD;
    Iterator<byte[]> oldest = documents.values().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      bytes -= oldest.next().length + OVERHEAD;
      oldest.remove();
    }
  }

  synchronized void remove(Path path) {
    byte @Nullable [] packed = documents.remove(path);
    bytes -= packed == null ? 0 : packed.length + OVERHEAD;
  }

  /** The stored bytes; empty if they have been dropped. */
  Optional<byte[]> of(Path path) {
    byte[] packed;
    synchronized (this) {
      packed = documents.get(path);
    }
    return Optional.ofNullable(packed).map(PreviousVersions::inflated);
  }

  private static byte[] deflated(byte[] stored) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      ByteArrayOutputStream packed = new ByteArrayOutputStream(stored.length / 4 + 64);
      try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
        out.write(stored);
      }
      return packed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflated(byte[] packed) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
