package dev.sluice.config;

/** How strictly findings decide whether a document is accepted. */
public enum Profile {
  /**
   * Loads what can be loaded: structural and security errors and passed limits reject, semantic
   * errors are reported and the load goes on. The default of loading and previews.
   */
  LENIENT,
  /** Every finding of severity ERROR rejects. The default of validation. */
  STRICT
}
