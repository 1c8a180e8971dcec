package dev.sluice.cache;

/** How long a value is worth keeping. */
public enum Retention {
  /** Until it is evicted or invalidated. */
  LASTING,
  /** For a short time only, as a rejection that is about to be mended. */
  BRIEF,
  /** Not at all: it says nothing about the document. */
  NONE
}
