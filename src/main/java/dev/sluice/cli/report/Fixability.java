package dev.sluice.cli.report;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.util.Set;

/** Whether {@code sluice fix} can correct a finding. */
enum Fixability {
  /** By a change that keeps the meaning of the document. */
  SAFE("[*]"),
  /** With {@code --unsafe}, because the correction may not be what was meant. */
  UNSAFE("[~]"),
  NONE("");

  private static final Set<FindingCode> LOSSLESS =
      Set.of(
          FindingCode.MIGRATED_TYPE,
          FindingCode.DIALECT,
          FindingCode.DUPLICATE_CONNECTION,
          FindingCode.NODE_ID_MISMATCH,
          FindingCode.STALE_RUN_STATE);

  private static final Set<FindingCode> OF_NAMES =
      Set.of(
          FindingCode.UNKNOWN_NODE_TYPE,
          FindingCode.UNKNOWN_PORT,
          FindingCode.UNKNOWN_CONFIG_KEY,
          FindingCode.INVALID_CONFIG_VALUE);

  private static final String ONE_CANDIDATE = "Did you mean \"[^\"]*\"\\?";

  private final String mark;

  Fixability(String mark) {
    this.mark = mark;
  }

  /** The mark that reports show beside a finding. */
  String mark() {
    return mark;
  }

  private static boolean lacksNodeId(Finding finding) {
    return finding.code() == FindingCode.MISSING_REQUIRED_FIELD
        && finding.suggestion().filter(text -> text.startsWith("\"node_id\"")).isPresent();
  }

  static Fixability of(Finding finding) {
    if (LOSSLESS.contains(finding.code()) || lacksNodeId(finding)) {
      return SAFE;
    }
    if (finding.code() == FindingCode.ORPHANED_CONNECTION) {
      return UNSAFE;
    }
    boolean one =
        OF_NAMES.contains(finding.code())
            && finding.suggestion().filter(text -> text.matches(ONE_CANDIDATE)).isPresent();
    return one ? UNSAFE : NONE;
  }
}
