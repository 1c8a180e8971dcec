package dev.sluice.cache;

/** A value that can be kept and handed to any number of askers: it must be immutable. */
public interface Cacheable {

  /** How long it is worth keeping. */
  Retention retention();

  /** About how many bytes of heap it keeps from being freed, what is shared by all not counted. */
  long retainedBytes();
}
