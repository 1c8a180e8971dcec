package dev.sluice.finding;

import dev.sluice.config.Profile;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The findings of one load: a bounded collector that also knows whether the document is rejected.
 *
 * <p>Beyond the bound infos are dropped first, then warnings, then errors, the last ones in the
 * document first; what is dropped is counted. So what is kept does not depend on the order in which
 * it was found. Safe for use by several threads, for a load that is late is reported while it still
 * runs.
 */
public final class Findings {

  /** What is dropped first comes first. */
  private static final Comparator<Finding> LEAST_FIRST =
      Comparator.comparing(Finding::severity).thenComparing(Finding.DOCUMENT_ORDER).reversed();

  private final Profile profile;
  private final long most;

  /**
   * The first finding of each code, errors before others, so that no code goes unmentioned and a
   * rejected document has an error whatever the bound.
   */
  private final Map<FindingCode, Finding> firsts = new EnumMap<>(FindingCode.class);

  private final PriorityQueue<Finding> kept = new PriorityQueue<>(LEAST_FIRST);
  private @Nullable Finding end;
  private Consumer<Finding> told = finding -> {};
  private long left;
  private long omitted;
  private boolean rejected;
  private DocumentKind kind = DocumentKind.WORKFLOW;

  /** A collector that keeps so many findings at most. */
  public Findings(Profile profile, long most) {
    this.profile = profile;
    this.most = most;
    this.left = most;
  }

  /** The profile that decides what rejects. */
  public Profile profile() {
    return profile;
  }

  /** Goes on from what another collector of the same profile and bound has found. */
  public synchronized void resume(DocumentKind found, ValidationReport before) {
    kind = found;
    before.findings().forEach(this::keep);
    omitted += before.omitted();
    rejected |= !before.accepted();
  }

  /** Tells of each finding from now on when it is found, of as many as are kept at most. */
  public synchronized void tell(Consumer<Finding> listener) {
    told = listener;
  }

  /** Adds a finding that rejects the document under any profile. */
  public synchronized void reject(Finding finding) {
    rejected = true;
    keep(finding);
  }

  /** Adds a finding; of severity ERROR it rejects under the strict profile. */
  public synchronized void report(Finding finding) {
    rejected |= finding.severity() == Severity.ERROR && profile == Profile.STRICT;
    keep(finding);
  }

  /**
   * Adds a finding that rejects the document under any profile, and is worked out only where it is
   * kept.
   */
  public void reject(FindingCode code, long offset, Supplier<Finding> finding) {
    if (isWanted(code, code.severity(), offset)) {
      reject(finding.get());
    } else {
      omit(true);
    }
  }

  /** Adds a finding of any severity that is worked out only where it is kept. */
  public void report(FindingCode code, Severity severity, long offset, Supplier<Finding> finding) {
    if (isWanted(code, severity, offset)) {
      report(finding.get());
    } else {
      omit(severity == Severity.ERROR && profile == Profile.STRICT);
    }
  }

  private synchronized void omit(boolean rejects) {
    rejected |= rejects;
    omitted++;
  }

  /** Whether a finding may be kept or told; it costs much less to ask than to work it out. */
  private synchronized boolean isWanted(FindingCode code, Severity severity, long offset) {
    Finding first = firsts.get(code);
    Finding least = kept.peek();
    if (left > 0 || first == null || offset <= offsetOf(first) || room() > 0 || least == null) {
      return true;
    }
    int order = severity.compareTo(least.severity());
    return order < 0 || (order == 0 && offset <= offsetOf(least));
  }

  private static long offsetOf(Finding finding) {
    return finding.place().map(Place::offset).orElse(-1L);
  }

  /** Adds what ended the load: it rejects the document and is kept in any case. */
  public synchronized void end(Finding finding) {
    rejected = true;
    end = finding;
    trim();
  }

  /** Counts findings that nobody worked out, for there are too many of them. */
  public synchronized void omit(long count) {
    omitted += count;
  }

  /** Takes note of what the document is. */
  public synchronized void kind(DocumentKind found) {
    kind = found;
  }

  /** What the document is; a workflow while that is not known. */
  public synchronized DocumentKind kind() {
    return kind;
  }

  /** Whether something found so far rejects the document. */
  public synchronized boolean isRejected() {
    return rejected;
  }

  /** Everything found so far, in document order. */
  public synchronized ValidationReport report() {
    List<Finding> all = new ArrayList<>(kept);
    all.addAll(firsts.values());
    if (end != null) {
      all.add(end);
    }
    all.sort(Finding.DOCUMENT_ORDER);
    return new ValidationReport(!rejected, all, omitted);
  }

  private void keep(Finding finding) {
    Finding first = firsts.get(finding.code());
    if (left > 0 || first == null) { // the first of a code is kept in any case
      left--;
      told.accept(finding);
    }
    if (first == null) {
      firsts.put(finding.code(), finding);
    } else if (LEAST_FIRST.compare(finding, first) > 0) {
      firsts.put(finding.code(), finding);
      kept.add(first);
    } else if (room() <= 0 && isLeast(finding)) {
      omitted++; // thousands may come, and the queue need not be touched for them
      return;
    } else {
      kept.add(finding);
    }
    trim();
  }

  private boolean isLeast(Finding finding) {
    Finding least = kept.peek();
    return least == null || LEAST_FIRST.compare(finding, least) <= 0;
  }

  private void trim() {
    while (!kept.isEmpty() && room() < 0) {
      kept.poll();
      omitted++;
    }
  }

  private long room() {
    return most - kept.size() - firsts.size() - (end == null ? 0 : 1);
  }
}
