package dev.sluice.cli.report;

/** How findings are shown as text. */
public enum TextStyle {
  /** By file, each finding in as few lines as the width allows. */
  GROUPED,
  /** One line for each finding, with its file, for editors and {@code grep}. */
  CONCISE,
  /** Each finding with its file, its line of the document and a suggestion. */
  FULL
}
