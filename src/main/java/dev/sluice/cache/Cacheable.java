package dev.sluice.cache;

/** A value that can be cached and shared by any number of subscribers: it must be immutable. */
public interface Cacheable {

  /** How long the value may be kept. */
  Retention retention();

  /**
   * The heap that the value retains, in bytes (estimated), without objects shared by all values.
   */
  long retainedBytes();
}
