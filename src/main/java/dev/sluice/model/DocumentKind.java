package dev.sluice.model;

import java.util.Locale;

/** The kind of a JSON document, determined by its members. */
public enum DocumentKind {
  /** A workflow by itself. */
  WORKFLOW,
  /** A reusable part with inputs and outputs. */
  SUBFLOW,
  /** A project's wrapper around a workflow. */
  SCENARIO,
  /** A group of nodes to paste. */
  SNIPPET,
  /** A marketplace or project template around a workflow. */
  TEMPLATE,
  /** A document that is not a workflow. */
  OTHER;

  /** The name used in JSON output: the constant in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
