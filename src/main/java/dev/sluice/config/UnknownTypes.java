package dev.sluice.config;

/** How nodes whose type no registry knows are treated. */
public enum UnknownTypes {
  /** The node becomes a placeholder that keeps all its members; the default. */
  PLACEHOLDER,
  /** The node and its connections are skipped, each with a finding. */
  SKIP,
  /** The document is rejected. */
  FAIL
}
