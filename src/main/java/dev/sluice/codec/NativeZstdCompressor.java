package dev.sluice.codec;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.sluice.error.LoaderFailedException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.nio.ByteBuffer;

/** The zstd compression context of zstd-jni. */
final class NativeZstdCompressor implements ZstdCompressor {

  /**
   * The window that every decoder must support, as a power of two: 8 MiB (RFC 8878, section
   * 3.1.1.1.2). The highest levels would use up to 128 MiB, which Sluice's own limits refuse.
   */
  private static final int MAX_WINDOW_LOG = 23;

  /** The highest level whose default window is not larger than that. */
  private static final int LAST_SMALL_WINDOW = 19;

  private final ZstdCompressCtx context;

  NativeZstdCompressor(int level) {
    context = new ZstdCompressCtx();
    try {
      context.setLevel(level).setChecksum(true);
      if (level > LAST_SMALL_WINDOW) {
        context.setWindowLog(MAX_WINDOW_LOG);
      }
    } catch (RuntimeException | Error e) {
      context.close();
      throw e;
    }
  }

  @Override
  public boolean encode(ByteBuffer target, ByteBuffer source, boolean last) {
    try {
      return context.compressByteBufferStream(
          target, source, last ? EndDirective.END : EndDirective.CONTINUE);
    } catch (ZstdException e) {
      String reason =
          e.getErrorCode() == Zstd.errMemoryAllocation()
              ? NativeZstd.NO_MEMORY
              : "zstd failed to compress";
      throw new LoaderFailedException(Finding.of(FindingCode.INTERNAL, reason), e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
