package dev.sluice.fix;

import dev.sluice.fix.Fix.Safety;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings of one document that a {@link WorkflowFixer} would correct; immutable. */
public final class FixableFindings {

  /** Nothing can be corrected. */
  public static final FixableFindings NONE = new FixableFindings(Map.of(), false);

  private static final String NODE_ID = "\"node_id\"";

  private final Map<Key, Safety> known;
  private final boolean addsNodeIds;

  private record Key(FindingCode code, String pointer) {}

  private FixableFindings(Map<Key, Safety> known, boolean addsNodeIds) {
    this.known = known;
    this.addsNodeIds = addsNodeIds;
  }

  /**
   * The findings that corrections are about.
   *
   * @param result what the fixer does with the document
   * @param others the corrections of the document itself, except those of dialects; their pointers
   *     are the pointers of the document's findings
   */
  static FixableFindings of(FixResult result, List<Fix> others) {
    if (result.refusal().isPresent()) {
      return NONE;
    }
    Map<Key, Safety> known = new HashMap<>();
    others.forEach(fix -> known.put(new Key(fix.code(), fix.pointer()), fix.safety()));
    result.made().stream()
        .filter(fix -> fix.code() == FindingCode.DIALECT)
        .forEach(fix -> known.put(new Key(fix.code(), dialectOf(fix.action())), fix.safety()));
    // missing node_ids are added only if all dialects of the document are corrected
    boolean isCanonical =
        result.left().stream().noneMatch(fix -> fix.code() == FindingCode.DIALECT)
            && result.made().stream().anyMatch(fix -> fix.code() == FindingCode.DIALECT);
    return new FixableFindings(Map.copyOf(known), isCanonical);
  }

  private static String dialectOf(String text) {
    return text.replace(DialectFixes.ACTION, "").replace("Non-canonical form: ", "");
  }

  /**
   * Whether a finding would be corrected: {@link Safety#SAFE} by default, {@link Safety#UNSAFE} on
   * request; empty otherwise.
   */
  public Optional<Safety> safetyOf(Finding finding) {
    String where =
        finding.code() == FindingCode.DIALECT ? dialectOf(finding.message()) : finding.pointer();
    Optional<Safety> safety = Optional.ofNullable(known.get(new Key(finding.code(), where)));
    if (safety.isEmpty() && addsNodeIds && lacksNodeId(finding)) {
      return Optional.of(Safety.SAFE);
    }
    return safety.filter(it -> it != Safety.LOSSY);
  }

  private static boolean lacksNodeId(Finding finding) {
    return finding.code() == FindingCode.MISSING_REQUIRED_FIELD
        && finding.suggestion().filter(text -> text.startsWith(NODE_ID)).isPresent();
  }

  /** Whether a finding's code can be corrected, and it has a suggestion if this needs one. */
  public static boolean isCandidate(Finding finding) {
    return switch (finding.code()) {
      case MISSING_REQUIRED_FIELD -> lacksNodeId(finding);
      case UNKNOWN_NODE_TYPE, UNKNOWN_PORT, UNKNOWN_CONFIG_KEY, INVALID_CONFIG_VALUE ->
          finding.suggestion().isPresent();
      default -> Fix.CODES.contains(finding.code());
    };
  }
}
