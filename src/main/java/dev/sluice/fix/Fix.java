package dev.sluice.fix;

import dev.sluice.model.FindingCode;
import java.util.Objects;
import java.util.Set;

/**
 * One correction of a document.
 *
 * @param code the kind of finding that it corrects
 * @param pointer the RFC 6901 pointer to the faulty value, as the document was before the pass that
 *     makes this correction
 * @param subject the corrected element, such as {@code node "read"}; empty for the whole document
 * @param action the correction, worded as a clause; safe to print
 * @param safety whether the correction may change the meaning of the document
 */
public record Fix(FindingCode code, String pointer, String subject, String action, Safety safety) {

  /** The kinds of findings that can be corrected. */
  public static final Set<FindingCode> CODES =
      Set.of(
          FindingCode.MIGRATED_TYPE,
          FindingCode.DIALECT,
          FindingCode.DUPLICATE_CONNECTION,
          FindingCode.NODE_ID_MISMATCH,
          FindingCode.MISSING_REQUIRED_FIELD,
          FindingCode.STALE_RUN_STATE,
          FindingCode.UNKNOWN_NODE_TYPE,
          FindingCode.UNKNOWN_PORT,
          FindingCode.UNKNOWN_CONFIG_KEY,
          FindingCode.INVALID_CONFIG_VALUE,
          FindingCode.ORPHANED_CONNECTION);

  /** The changes that a correction may cause besides the notation. */
  public enum Safety {
    /** No change of what a load of the document gives. */
    SAFE,
    /**
     * It may change the behaviour of the workflow, if the guess is wrong or something is lost; made
     * on request only.
     */
    UNSAFE,
    /** It would lose a part of the document, so it is never done. */
    LOSSY
  }

  /** Refuses null. */
  public Fix {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(safety, "safety");
  }

  /** The correction as one line. */
  public String message() {
    return subject.isEmpty() ? action : subject + ": " + action;
  }
}
