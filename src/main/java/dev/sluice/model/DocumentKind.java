package dev.sluice.model;

import java.util.Locale;

/** What a JSON document is, told by its members. */
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
  /** Something that is no workflow. */
  OTHER;

  /** The name used in JSON output: the constant in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
