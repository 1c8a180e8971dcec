package dev.sluice.codec;

import dev.sluice.error.LoaderFailedException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Quote;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A native zstd decompression context, seen without the library behind it.
 *
 * <p>Of what reads, {@link NativeZstd} is the only class that names the library, and {@link #open}
 * the only place that names {@link NativeZstd}: a source that is not zstd never loads it.
 */
interface ZstdContext {

  /**
   * Decodes from one buffer into another, moving both positions; both are backed by arrays.
   *
   * @return whether a frame ended with the bytes this call took
   * @throws Refused if the bytes are no zstd; the context is of no more use
   */
  boolean decode(ByteBuffer target, ByteBuffer source) throws Refused;

  /** Frees the native memory; called once. */
  void close();

  /** Opens a context for frames that look back no further than so many bytes. */
  static ZstdContext open(long window) {
    try {
      return new NativeZstd(window);
    } catch (LinkageError e) {
      throw unavailable(e);
    }
  }

  /** The failure where the library cannot be loaded. */
  static LoaderFailedException unavailable(LinkageError cause) {
    // the library's own message is lost from the second failure on
    String folder = System.getProperty("ZstdTempFolder", System.getProperty("java.io.tmpdir", ""));
    Path path = Path.of(folder);
    String message =
        Files.isDirectory(path) && Files.isWritable(path)
            ? "zstd is not available on this platform"
            : "zstd cannot be used: its library is unpacked into the directory "
                + Quote.of(folder)
                + ", which "
                + (Files.isDirectory(path) ? "may not be written" : "does not exist")
                + "; name another with -Djava.io.tmpdir=DIRECTORY";
    return new LoaderFailedException(Finding.of(FindingCode.INTERNAL, message), cause);
  }

  /** What the library says of bytes it does not take. */
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
