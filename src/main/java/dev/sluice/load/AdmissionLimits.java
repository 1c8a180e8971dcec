package dev.sluice.load;

/**
 * How many loads of a loader work at once, and what those that are still arriving may hold.
 *
 * @param atWork the maximum number of loads that work at the same time, at least 1
 * @param waiting the maximum number of loads that wait for others to end, at least 0
 * @param collectedBytes the maximum number of bytes that all loads together collect of documents
 *     that are still arriving
 */
public record AdmissionLimits(int atWork, int waiting, long collectedBytes) {

  /** The default of {@link #atWork}. */
  public static final int AT_WORK = 64;

  /** The default of {@link #waiting}. */
  public static final int WAITING = 256;

  private static final long COLLECTED_BYTES = 64L << 20;

  /** The default of {@link #collectedBytes}: 64 MiB, or a quarter of the heap if that is less. */
  public static long defaultCollectedBytes() {
    return Math.min(COLLECTED_BYTES, Runtime.getRuntime().maxMemory() / 4);
  }
}
