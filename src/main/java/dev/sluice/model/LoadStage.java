package dev.sluice.model;

/** The stages of a load, in the order in which a document passes through them. */
public enum LoadStage {
  /** Decompression. */
  DECODE,
  /** Parsing, including the inspection of configs. */
  READ,
  /** Checking the rules for each record and for the graph. */
  CHECK,
  /** Assembling the definition. */
  ASSEMBLE,
  /** Creating live nodes. */
  CREATE
}
