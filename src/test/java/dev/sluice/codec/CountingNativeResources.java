package dev.sluice.codec;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Makers of native memory that count what is open; freeing it twice counts twice. */
final class CountingNativeResources {

  int opened;
  int closed;

  NativeResources nativeResources() {
    return new NativeResources(this::inflater, this::context, this::deflater, this::compressor);
  }

  private Inflater inflater() {
    opened++;
    return new Inflater(true) {
      @Override
      public void end() {
        closed++;
        super.end();
      }
    };
  }

  private ZstdContext context(long window) {
    ZstdContext context = ZstdContext.open(window);
    opened++;
    return new ZstdContext() {
      @Override
      public boolean decode(ByteBuffer target, ByteBuffer source) throws Refused {
        return context.decode(target, source);
      }

      @Override
      public void close() {
        closed++;
        context.close();
      }
    };
  }

  private Deflater deflater(int level) {
    opened++;
    return new Deflater(level, true) {
      @Override
      public void end() {
        closed++;
        super.end();
      }
    };
  }

  private ZstdCompressor compressor(int level) {
    ZstdCompressor compressor = ZstdCompressor.open(level);
    opened++;
    return new ZstdCompressor() {
      @Override
      public boolean encode(ByteBuffer target, ByteBuffer source, boolean last) {
        return compressor.encode(target, source, last);
      }

      @Override
      public void close() {
        closed++;
        compressor.close();
      }
    };
  }
}
