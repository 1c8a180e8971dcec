package dev.sluice.cli.gate;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import java.util.EnumSet;
import java.util.Set;

/** The findings that make a document unusable, whatever a team has configured. */
final class Protection {

  /** About access, compression, syntax and security. */
  private static final Set<FindingCode> UNUSABLE =
      EnumSet.of(
          FindingCode.UNREADABLE,
          FindingCode.CHANGED_WHILE_READING,
          FindingCode.UNWRITABLE,
          FindingCode.CORRUPT_COMPRESSION,
          FindingCode.TRUNCATED,
          FindingCode.MALFORMED_JSON,
          FindingCode.MERGE_CONFLICT,
          FindingCode.INVALID_UTF8,
          FindingCode.DANGEROUS_PATTERN,
          FindingCode.BUSY,
          FindingCode.TIMED_OUT,
          FindingCode.INTERNAL);

  /** About limits and structure. */
  private static final Set<FindingCode> STRUCTURAL =
      EnumSet.of(
          FindingCode.LIMIT_EXCEEDED,
          FindingCode.NOT_A_WORKFLOW,
          FindingCode.INVALID_TYPE,
          FindingCode.MISSING_REQUIRED_FIELD,
          FindingCode.MISSING_REQUIRED_KEY);

  private Protection() {}

  /** Whether a finding can be neither ignored nor lowered. */
  static boolean fromPolicy(Finding finding) {
    return finding.severity() == Severity.ERROR
        && (UNUSABLE.contains(finding.code()) || STRUCTURAL.contains(finding.code()));
  }

  /** Whether a finding is never on a baseline. */
  static boolean fromBaseline(Finding finding) {
    return finding.severity() == Severity.ERROR && UNUSABLE.contains(finding.code());
  }

  /** Whether errors with this code can be neither ignored nor lowered. */
  static boolean fromPolicy(FindingCode code) {
    return code.severity() == Severity.ERROR
        && (UNUSABLE.contains(code) || STRUCTURAL.contains(code));
  }
}
