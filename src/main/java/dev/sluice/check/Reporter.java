package dev.sluice.check;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.finding.Faults;
import dev.sluice.finding.Findings;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import dev.sluice.record.ValueInspector.CurrentValue;
import dev.sluice.text.Quote;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates findings that several rules have in common, with a common wording. */
final class Reporter {

  private final Findings findings;
  private final Limits limits;
  private final Suggestions suggestions = new Suggestions();

  Reporter(Findings findings, Limits limits) {
    this.findings = findings;
    this.limits = limits;
  }

  void reject(Finding finding) {
    findings.reject(finding);
  }

  void report(Finding finding) {
    findings.report(finding);
  }

  /** Reports a finding that is behind all others of its code at its place in document order. */
  void reportNext(Finding finding) {
    findings.reportNext(finding);
  }

  /** Whether a finding that rejects the document may be kept; if not, it is counted. */
  boolean wantsToReject(FindingCode code, long offset) {
    return findings.wantsToReject(code, offset);
  }

  /** Whether a finding with its code's severity may be kept; if not, it is counted. */
  boolean wants(FindingCode code, long offset) {
    return findings.wantsToReport(code, code.severity(), offset);
  }

  /** Rejects the document with a finding that is created only if it is kept. */
  void reject(FindingCode code, long offset, Supplier<Finding> finding) {
    findings.reject(code, offset, finding);
  }

  /** Reports a finding with its code's severity; it is created only if it is kept. */
  void report(FindingCode code, long offset, Supplier<Finding> finding) {
    findings.report(code, code.severity(), offset, finding);
  }

  /** Reports a finding with this severity; it is created only if it is kept. */
  void report(FindingCode code, Severity severity, long offset, Supplier<Finding> finding) {
    findings.report(code, severity, offset, () -> finding.get().withSeverity(severity));
  }

  /** The profile of the load. */
  Profile profile() {
    return findings.profile();
  }

  /** Counts findings that are not created. */
  void omit(int count) {
    findings.omit(count);
  }

  /** Suggests names for findings of this load. */
  Suggestions suggestions() {
    return suggestions;
  }

  void kind(DocumentKind kind) {
    findings.kind(kind);
  }

  /** Rejects the first node or connection that exceeds a limit. */
  void rejectTooMany(Limit limit, String what, String pointer, Place place) {
    reject(Faults.tooMany(limit, limits, what, pointer, place));
  }

  /** Rejects a number that is too long to be read. */
  void rejectOverlong(int length, CurrentValue at) {
    long offset = at.offset();
    reject(
        FindingCode.LIMIT_EXCEEDED,
        offset,
        () -> Faults.overlongNumber(limits, length, at.path(), at.place(offset)));
  }

  long limit(Limit limit) {
    return limits.of(limit);
  }

  /** Rejects a string with more code points than a limit allows. */
  void rejectLength(Limit limit, String what, String text, String pointer, Place place) {
    reject(Faults.tooLong(limit, limits, what, text, () -> pointer, place));
  }

  /** Rejects the current string, which has more code points than a limit allows. */
  void rejectLength(Limit limit, String what, String text, CurrentValue at, long offset) {
    reject(
        FindingCode.LIMIT_EXCEEDED,
        offset,
        () -> Faults.tooLong(limit, limits, what, text, at.path(), at.place(offset)));
  }

  /** Whether a string has more code points than a limit allows; cheap for short strings. */
  boolean isLonger(String text, Limit limit) {
    return Faults.isLonger(text, limit, limits);
  }

  /** Reports a duplicate key: a warning if the last value counts, otherwise an error. */
  void duplicateKey(String key, CurrentValue at) {
    long offset = at.offsetOfName();
    if (wantsDuplicateKey(offset)) {
      duplicateKey(key, at.path(), at.place(offset));
    }
  }

  /** Whether the finding about a duplicate key may be kept; if not, it is counted. */
  boolean wantsDuplicateKey(long offset) {
    return findings.wantsToReport(FindingCode.DUPLICATE_KEY, ofDuplicates(), offset);
  }

  /**
   * Reports a duplicate key of a member that has been read.
   *
   * @param pointer as for {@link Finding#at(FindingCode, Place, Supplier, Supplier)}
   */
  void duplicateKey(String key, Supplier<String> pointer, Place place) {
    findings.report(twice(key, pointer, place).withSeverity(ofDuplicates()));
  }

  private Severity ofDuplicates() {
    return findings.profile() == Profile.STRICT
        ? Severity.ERROR
        : FindingCode.DUPLICATE_KEY.severity();
  }

  private static Finding twice(String key, Supplier<String> pointer, Place place) {
    return Finding.at(
            FindingCode.DUPLICATE_KEY,
            place,
            pointer,
            () -> "The key " + Quote.of(key) + " occurs twice; the last one counts")
        .suggesting("Remove one of the two");
  }

  /** The JSON type of a value, with its article. */
  static String typeOf(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String) {
      return "a string";
    }
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof List) {
      return "a list";
    }
    return value instanceof Boolean ? "a boolean" : "a number";
  }
}
