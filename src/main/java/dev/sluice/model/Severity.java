package dev.sluice.model;

/** The severity of a {@link Finding}, most severe first. */
public enum Severity {
  /** The document is invalid; the finding and the profile determine whether it is rejected. */
  ERROR,
  /** The document loads, but probably not as its author intended. */
  WARNING,
  /** A remark that requires no action. */
  INFO
}
