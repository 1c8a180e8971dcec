package dev.sluice.codec;

/** The state machine of one format: resumes wherever its input ended and holds none of it. */
interface ByteDecoder {

  /**
   * Decodes until the target is full, the input's slice is used up, or sooner.
   *
   * @param room how many bytes to write at most, at least 1
   * @return how many bytes were written; 0 only when the slice is used up and nothing is left of
   *     what it expands to
   */
  int decode(CompressedInput input, byte[] target, int from, int room);

  /** Fails if the source must not end here. */
  void finish(long offset);

  /** Frees native memory; may be called again. */
  void close();
}
