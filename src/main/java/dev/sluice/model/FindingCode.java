package dev.sluice.model;

/**
 * The stable name of a kind of finding. Each constant has a section in {@code docs/errors.md}.
 *
 * <p>Scripts match on these names, so a constant is never renamed. The names of semantic findings
 * are those of CasareRPA's validator.
 */
public enum FindingCode {
  /** The source is missing, forbidden or not a regular file. */
  UNREADABLE(Severity.ERROR),
  /** The file was modified between the first and the last byte read. */
  CHANGED_WHILE_READING(Severity.ERROR),
  /** The target cannot be written: it is forbidden or not a regular file, or the disk fails. */
  UNWRITABLE(Severity.ERROR),
  /** The gzip or zstd data is damaged. */
  CORRUPT_COMPRESSION(Severity.ERROR),
  /** The input ends before the document is complete. */
  TRUNCATED(Severity.ERROR),
  /** The bytes are not JSON. */
  MALFORMED_JSON(Severity.ERROR),
  /** The document has unresolved merge conflict markers, as git writes them. */
  MERGE_CONFLICT(Severity.ERROR),
  /** The bytes are not UTF-8. */
  INVALID_UTF8(Severity.ERROR),
  /** The document exceeds one of the {@code Limits}. */
  LIMIT_EXCEEDED(Severity.ERROR),
  /** A config value contains a pattern the security policy forbids. */
  DANGEROUS_PATTERN(Severity.ERROR),
  /** The document is JSON, but not a workflow. */
  NOT_A_WORKFLOW(Severity.ERROR),
  /** A value has the wrong JSON type. */
  INVALID_TYPE(Severity.ERROR),
  /** A required member is missing. */
  MISSING_REQUIRED_FIELD(Severity.ERROR),
  /** The document has no {@code nodes}. */
  MISSING_REQUIRED_KEY(Severity.ERROR),
  /** The document has an empty {@code nodes}. */
  EMPTY_WORKFLOW(Severity.ERROR),
  /** A node's {@code node_id} differs from its key. */
  NODE_ID_MISMATCH(Severity.ERROR),
  /** Several nodes have the same id. */
  DUPLICATE_NODE_ID(Severity.ERROR),
  /** No registry knows the type of a node. */
  UNKNOWN_NODE_TYPE(Severity.ERROR),
  /** A connection end names a node that does not exist. */
  ORPHANED_CONNECTION(Severity.ERROR),
  /** A connection leads from a node to itself. */
  SELF_CONNECTION(Severity.ERROR),
  /** Execution can loop for ever. */
  CIRCULAR_DEPENDENCY(Severity.ERROR),
  /** A JSON object has the same key twice. */
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
  /** Two connections have the same ends. */
  DUPLICATE_CONNECTION(Severity.WARNING),
  /** A node cannot be reached from any entry point. */
  UNREACHABLE_NODES(Severity.WARNING),
  /** An end of a connection names a port that its node's type does not have. */
  UNKNOWN_PORT(Severity.WARNING),
  /** A connection joins ports with incompatible data types. */
  PORT_TYPE_MISMATCH(Severity.WARNING),
  /** A config key that the node's type does not declare. */
  UNKNOWN_CONFIG_KEY(Severity.INFO),
  /**
   * A config value does not have the declared type of its key, or is not one of the declared
   * choices.
   */
  INVALID_CONFIG_VALUE(Severity.WARNING),
  /** A node's type requires a value that neither the config nor a connection supplies. */
  MISSING_CONFIG_VALUE(Severity.WARNING),
  /** A node's type was replaced by its successor. */
  MIGRATED_TYPE(Severity.INFO),
  /** The document is not in the canonical form. */
  DIALECT(Severity.INFO),
  /** A hidden start node was added, or could not be added. */
  AUTO_START(Severity.INFO),
  /** A config or a variable contains a password, key or token. Checked on request only. */
  HARDCODED_SECRET(Severity.WARNING),
  /** A template names neither a variable nor an output of a node. Checked on request only. */
  UNDEFINED_VARIABLE(Severity.WARNING),
  /** No config mentions a variable. Checked on request only. */
  UNUSED_VARIABLE(Severity.INFO),
  /** A node always waits for a long time. Checked on request only. */
  HARDCODED_DELAY(Severity.INFO),
  /**
   * A time seems to be in seconds instead of milliseconds, or the reverse. Checked by {@code
   * --lint} only.
   */
  SUSPICIOUS_UNIT(Severity.WARNING),
  /** A loop has no practical limit. Checked on request only. */
  UNBOUNDED_LOOP(Severity.WARNING),
  /** A setting turns a protection off. Checked on request only. */
  UNSAFE_SWITCH(Severity.WARNING),
  /** A path is below the home directory of one user. Checked on request only. */
  PERSONAL_PATH(Severity.INFO),
  /** A selector begins or ends with white space. Checked on request only. */
  PADDED_SELECTOR(Severity.WARNING),
  /** A config holds the state of an earlier run. Checked on request only. */
  STALE_RUN_STATE(Severity.INFO),
  /** Two nodes have the same name. Checked on request only. */
  DUPLICATE_NAME(Severity.INFO),
  /** Errors are caught and ignored. Checked on request only. */
  EMPTY_CATCH(Severity.WARNING),
  /** A node names a partner that does not exist or has another type. Checked on request only. */
  BROKEN_PAIR(Severity.WARNING),
  /** A loop repeats nothing. Checked on request only. */
  LOOP_WITHOUT_BODY(Severity.WARNING),
  /** A decision has no effect on what is executed. Checked on request only. */
  IF_WITHOUT_BRANCH(Severity.WARNING),
  /** A file, a connection or a browser is opened and never closed. Checked on request only. */
  RESOURCE_NOT_CLOSED(Severity.INFO),
  /** A data input has several sources. Checked on request only. */
  MANY_SOURCES(Severity.WARNING),
  /** One exec output is connected to several nodes. Checked on request only. */
  EXEC_FAN_OUT(Severity.INFO),
  /** A node calls a workflow that is not in the directory. Checked on request only. */
  MISSING_REFERENCE(Severity.WARNING),
  /** A node has a type that the host or the team does not allow. Checked on request only. */
  BANNED_TYPE(Severity.WARNING),
  /** Workflows of a directory call each other without end. Checked on request only. */
  REFERENCE_CYCLE(Severity.WARNING),
  /** A URL is not encrypted. Checked only if selected by name. */
  PLAIN_HTTP(Severity.INFO),
  /** A selector depends on the position in the page. Checked only if selected by name. */
  FRAGILE_SELECTOR(Severity.INFO),
  /** A node is disabled. Checked only if selected by name. */
  DISABLED_NODE(Severity.INFO),
  /** Loops, branches and handlers are nested deeply. Checked only if selected by name. */
  DEEP_NESTING(Severity.INFO),
  /** A workflow has very many nodes. Checked only if selected by name. */
  LONG_WORKFLOW(Severity.INFO),
  /** A workflow logs nothing. Checked only if selected by name. */
  NO_LOG(Severity.INFO),
  /** No node handles errors of external systems. Checked only if selected by name. */
  NO_ERROR_HANDLING(Severity.INFO),
  /** A node factory threw an exception or returned null. */
  NODE_CREATION_FAILED(Severity.ERROR),
  /** The document violates a rule of the host. */
  HOST_RULE(Severity.ERROR),
  /** The loader has no capacity left, its scheduler's queue is full, or it is closed. */
  BUSY(Severity.ERROR),
  /** The load took longer than its deadline. */
  TIMED_OUT(Severity.ERROR),
  /** The loader itself failed, which no document should be able to cause. */
  INTERNAL(Severity.ERROR);

  private final Severity severity;

  FindingCode(Severity severity) {
    this.severity = severity;
  }

  /** The default severity of findings with this code; a profile may change it. */
  public Severity severity() {
    return severity;
  }
}
