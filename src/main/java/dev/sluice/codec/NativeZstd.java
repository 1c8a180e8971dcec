package dev.sluice.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.sluice.error.LoaderFailedException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.nio.ByteBuffer;

/** The zstd context of zstd-jni. */
final class NativeZstd implements ZstdContext {

  /** The smallest maximum window that the library supports, as a power of two. */
  private static final int MIN_WINDOW_LOG = 10;

  /** The message if the library cannot allocate memory, which is outside the Java heap. */
  static final String NO_MEMORY =
      "zstd cannot allocate native memory; process fewer documents at once, or leave more memory"
          + " outside the Java heap (-Xmx)";

  private final ZstdDecompressCtx context;

  NativeZstd(long window) {
    context = new ZstdDecompressCtx();
    try {
      context.setLongMax(windowLog(window));
    } catch (RuntimeException | Error e) {
      context.close();
      throw e;
    }
  }

  /**
   * The smallest power of two not below the window; headers are checked against the exact limit.
   */
  private static int windowLog(long window) {
    int log = Long.SIZE - Long.numberOfLeadingZeros(window - 1);
    return Math.min(Math.max(log, MIN_WINDOW_LOG), Zstd.windowLogMax());
  }

  @Override
  public boolean decode(ByteBuffer target, ByteBuffer source) throws Refused {
    try {
      return context.decompressByteBufferStream(target, source);
    } catch (ZstdException e) {
      if (e.getErrorCode() == Zstd.errMemoryAllocation()) {
        throw new LoaderFailedException(Finding.of(FindingCode.INTERNAL, NO_MEMORY), e);
      }
      throw new Refused(e.getMessage() == null ? "damage" : e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
