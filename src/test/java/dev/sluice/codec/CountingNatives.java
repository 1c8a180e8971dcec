package dev.sluice.codec;

import java.nio.ByteBuffer;
import java.util.zip.Inflater;

/** Makers of native memory that count what is open; freeing it twice counts twice. */
final class CountingNatives {

  int opened;
  int closed;

  Natives natives() {
    return new Natives(this::inflater, this::context);
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
}
