package dev.sluice.cache;

/** How long a value is kept. */
public enum Retention {
  /** Until it is evicted or invalidated. */
  LASTING,
  /** For a short time only, such as a rejection that is probably being fixed. */
  BRIEF,
  /** Not at all, because it does not depend on the document. */
  NONE
}
