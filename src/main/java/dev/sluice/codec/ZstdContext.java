package dev.sluice.codec;

import dev.sluice.error.LoaderFailedException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Quote;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A native zstd decompression context, without a reference to the library.
 *
 * <p>{@link NativeZstd} is the only decoder class that uses the library, and {@link #open} is the
 * only place that references {@link NativeZstd}, so a source that is not zstd never loads the
 * library.
 */
interface ZstdContext {

  /**
   * Decodes from one buffer into another, moving both positions; both are backed by arrays.
   *
   * @return whether a frame ended with the bytes consumed by this call
   * @throws Refused if the bytes are not zstd; the context cannot be used any more
   */
  boolean decode(ByteBuffer target, ByteBuffer source) throws Refused;

  /** Frees the native memory; called once. */
  void close();

  /** Opens a context for frames with at most this window. */
  static ZstdContext open(long window) {
    try {
      return new NativeZstd(window);
    } catch (LinkageError e) {
      throw unavailable(e);
    }
  }

  /** The failure if the library cannot be loaded. */
  static LoaderFailedException unavailable(LinkageError cause) {
    // the library's own message is missing from the second failure on
    String directory =
        System.getProperty("ZstdTempFolder", System.getProperty("java.io.tmpdir", ""));
    Path path = Path.of(directory);
    String message =
        Files.isDirectory(path) && Files.isWritable(path)
            ? "zstd is not available on this platform; use gzip instead"
            : "zstd cannot be used: its library is unpacked into the directory "
                + Quote.of(directory)
                + ", which "
                + (Files.isDirectory(path) ? "is not writable" : "does not exist")
                + "; name another with -Djava.io.tmpdir=DIRECTORY";
    return new LoaderFailedException(Finding.of(FindingCode.INTERNAL, message), cause);
  }

  /** The library's reason for refusing bytes. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Refused(String reason, Throwable cause) {
      super(reason, cause);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
