package dev.sluice.model;

/** How much a {@link Finding} weighs: the order of the constants is the order of importance. */
public enum Severity {
  /** The document is wrong; whether that rejects it depends on the finding and the profile. */
  ERROR,
  /** The document loads, but probably not as its author meant. */
  WARNING,
  /** Something worth knowing, with nothing to repair. */
  INFO
}
