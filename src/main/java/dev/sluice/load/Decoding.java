package dev.sluice.load;

import dev.sluice.config.Compression;
import java.util.function.Consumer;

/** The compression of one load's source, known after its first bytes. */
final class Decoding implements Consumer<Compression> {

  /** Written by the decoding stage and read by the next stage, possibly on another thread. */
  private volatile Compression found = Compression.PLAIN;

  @Override
  public void accept(Compression compression) {
    found = compression;
  }

  /** Whether the source is compressed; false until its first bytes have been read. */
  boolean isCompressed() {
    return found != Compression.PLAIN;
  }
}
