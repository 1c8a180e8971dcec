package dev.sluice.error;

import dev.sluice.config.Profile;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import java.util.ArrayList;
import java.util.List;

/**
 * The findings of one load: a bounded collector that also knows whether the document is rejected.
 *
 * <p>Beyond the bound infos are dropped first, then warnings, then further errors; what is dropped
 * is counted. Safe for use by several threads, for a load that is late is reported while it still
 * runs.
 */
public final class Findings {

  private final Profile profile;
  private final long most;
  private final List<Finding> errors = new ArrayList<>();
  private final List<Finding> warnings = new ArrayList<>();
  private final List<Finding> infos = new ArrayList<>();
  private long omitted;
  private boolean rejected;
  private DocumentKind kind = DocumentKind.WORKFLOW;

  /** A collector that keeps so many findings at most. */
  public Findings(Profile profile, long most) {
    this.profile = profile;
    this.most = most;
  }

  /** The profile that decides what rejects. */
  public Profile profile() {
    return profile;
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
    List<Finding> all = new ArrayList<>(errors);
    all.addAll(warnings);
    all.addAll(infos);
    all.sort(Finding.DOCUMENT_ORDER);
    return new ValidationReport(!rejected, all, omitted);
  }

  private void keep(Finding finding) {
    List<Finding> alike = of(finding.severity());
    if (errors.size() + warnings.size() + infos.size() < most || makeRoom(finding.severity())) {
      alike.add(finding);
    } else {
      omitted++;
    }
  }

  /** Drops the last finding that weighs less. */
  private boolean makeRoom(Severity severity) {
    for (Severity lesser : new Severity[] {Severity.INFO, Severity.WARNING}) {
      List<Finding> list = of(lesser);
      if (severity.compareTo(lesser) < 0 && !list.isEmpty()) {
        list.remove(list.size() - 1);
        omitted++;
        return true;
      }
    }
    return false;
  }

  private List<Finding> of(Severity severity) {
    return switch (severity) {
      case ERROR -> errors;
      case WARNING -> warnings;
      case INFO -> infos;
    };
  }
}
