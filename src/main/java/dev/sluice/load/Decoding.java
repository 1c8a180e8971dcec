package dev.sluice.load;

import dev.sluice.config.Compression;
import java.util.function.Consumer;

/** How the source of one load is compressed, once its first bytes have been read. */
final class Decoding implements Consumer<Compression> {

  /** Written by the decoding stage, read by the stage behind it, perhaps on another thread. */
  private volatile Compression found = Compression.PLAIN;

  @Override
  public void accept(Compression compression) {
    found = compression;
  }

  /** Whether it is; false before its first bytes have been read. */
  boolean isCompressed() {
    return found != Compression.PLAIN;
  }
}
