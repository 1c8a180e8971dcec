package dev.sluice.codec;

import java.nio.ByteBuffer;

/** The state machine of one format: packs what it is given, wherever its output ended. */
interface ByteEncoder {

  /** Goes on with another chunk backed by an array; the one before is used up. */
  void take(ByteBuffer chunk);

  /** Takes note that no further chunk follows. */
  void end();

  /**
   * Encodes until the target is full, the chunk is used up, or sooner.
   *
   * @param room how many bytes to write at most, at least 1
   * @return how many bytes were written; 0 only when the chunk is used up or, after {@link #end},
   *     everything is written
   */
  int encode(byte[] target, int from, int room);

  /** Frees native memory; may be called again. */
  void close();
}
