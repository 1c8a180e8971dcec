package dev.sluice.config;

/** What becomes of a node whose type no registry knows. */
public enum UnknownTypes {
  /** A placeholder keeps its place and all it says; the default. */
  PLACEHOLDER,
  /** The node and its connections are left out, each with a finding. */
  SKIP,
  /** The document is rejected. */
  FAIL
}
