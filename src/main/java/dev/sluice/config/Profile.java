package dev.sluice.config;

/** How strictly findings decide whether a document is accepted. */
public enum Profile {
  /**
   * Loads what can be loaded safely: structural errors, security errors and exceeded limits reject
   * the document; semantic errors are only reported. The default of a loader.
   */
  LENIENT,
  /**
   * Every finding of severity ERROR rejects the document. The default of {@code sluice validate}.
   */
  STRICT
}
