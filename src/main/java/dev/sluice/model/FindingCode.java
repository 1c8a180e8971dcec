package dev.sluice.model;

/**
 * The stable name of everything a load can have to say; each constant has a section in {@code
 * docs/errors.md}.
 *
 * <p>Scripts match on these names, so a constant is never renamed. The semantic names are those of
 * the original system's validator.
 */
public enum FindingCode {
  /** The source is missing, forbidden, or no regular file. */
  UNREADABLE(Severity.ERROR),
  /** The file was modified between the first and the last byte read. */
  CHANGED_WHILE_READING(Severity.ERROR),
  /** The target of a writing is forbidden, no regular file, or the disk fails. */
  UNWRITABLE(Severity.ERROR),
  /** The gzip or zstd data is damaged. */
  CORRUPT_COMPRESSION(Severity.ERROR),
  /** The input ends before the document does. */
  TRUNCATED(Severity.ERROR),
  /** The bytes are not JSON. */
  MALFORMED_JSON(Severity.ERROR),
  /** The bytes are not UTF-8. */
  INVALID_UTF8(Severity.ERROR),
  /** A bound of {@code Limits} was passed. */
  LIMIT_EXCEEDED(Severity.ERROR),
  /** A config value contains a pattern the security policy forbids. */
  DANGEROUS_PATTERN(Severity.ERROR),
  /** A JSON document of another purpose. */
  NOT_A_WORKFLOW(Severity.ERROR),
  /** A value has the wrong JSON type. */
  INVALID_TYPE(Severity.ERROR),
  /** A member is absent that must be there. */
  MISSING_REQUIRED_FIELD(Severity.ERROR),
  /** The document has no {@code nodes}. */
  MISSING_REQUIRED_KEY(Severity.ERROR),
  /** The document has {@code nodes}, but none in it. */
  EMPTY_WORKFLOW(Severity.ERROR),
  /** A node's own id differs from its key. */
  NODE_ID_MISMATCH(Severity.ERROR),
  /** Several nodes carry one id. */
  DUPLICATE_NODE_ID(Severity.ERROR),
  /** A type that no registry knows. */
  UNKNOWN_NODE_TYPE(Severity.ERROR),
  /** A connection end names a node that does not exist. */
  ORPHANED_CONNECTION(Severity.ERROR),
  /** A connection leads from a node to itself. */
  SELF_CONNECTION(Severity.ERROR),
  /** Execution can run in a circle. */
  CIRCULAR_DEPENDENCY(Severity.ERROR),
  /** A JSON object names one key twice. */
  DUPLICATE_KEY(Severity.WARNING),
  /** The document declares a schema version other than 1.0.0. */
  SCHEMA_VERSION_MISMATCH(Severity.WARNING),
  /** A metadata member has a type that cannot be used. */
  INVALID_METADATA(Severity.WARNING),
  /** The document has no name. */
  MISSING_NAME(Severity.WARNING),
  /** The name is longer than a title should be. */
  NAME_TOO_LONG(Severity.WARNING),
  /** A position that is neither a pair of numbers nor an x/y object. */
  INVALID_POSITION(Severity.WARNING),
  /** The same connection is there more than once. */
  DUPLICATE_CONNECTION(Severity.WARNING),
  /** No way leads from an entry point to a node. */
  UNREACHABLE_NODES(Severity.WARNING),
  /** A connection end names a port its node's type lacks. */
  UNKNOWN_PORT(Severity.WARNING),
  /** A connection joins ports whose data types do not fit. */
  PORT_TYPE_MISMATCH(Severity.WARNING),
  /** A config key the node's type does not declare. */
  UNKNOWN_CONFIG_KEY(Severity.INFO),
  /** A node type was replaced by its successor. */
  MIGRATED_TYPE(Severity.INFO),
  /** The document is written in a dialect other than the canonical one. */
  DIALECT(Severity.INFO),
  /** A hidden start node was added, or why none was. */
  AUTO_START(Severity.INFO),
  /** A node factory failed. */
  NODE_CREATION_FAILED(Severity.ERROR),
  /** A rule that the host brought is broken. */
  HOST_RULE(Severity.ERROR),
  /** The loader's queue is full. */
  BUSY(Severity.ERROR),
  /** The load's deadline passed. */
  TIMED_OUT(Severity.ERROR),
  /** The loader itself failed, which no document should be able to cause. */
  INTERNAL(Severity.ERROR);

  private final Severity severity;

  FindingCode(Severity severity) {
    this.severity = severity;
  }

  /** The severity a finding of this code has unless a profile says otherwise. */
  public Severity severity() {
    return severity;
  }
}
