package dev.sluice.finding;

import dev.sluice.config.Profile;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Rejection;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded collector of the findings of one load, which also determines whether the document is
 * rejected.
 *
 * <p>If there are more findings than the limit, infos are dropped first, then warnings, then
 * errors; within a severity, those last in the document are dropped first. Dropped findings are
 * counted. So the kept findings do not depend on the order of discovery.
 *
 * <p>One thread at a time adds findings. Any thread may request the report and end the load,
 * because a load that times out is reported while it is still running.
 */
public final class Findings {

  /** Findings that are dropped first come first. */
  private static final Comparator<Finding> LEAST_FIRST =
      Comparator.comparing(Finding::severity).thenComparing(Finding.DOCUMENT_ORDER).reversed();

  private static final int CODES = FindingCode.values().length;

  /** The maximum number of bits of an offset. */
  private static final int RANKED_OFFSET = 56;

  private final Profile profile;
  private final long most;

  /**
   * The first finding of each code, preferring errors. They are always kept, so that the report
   * contains every code and a rejected document always has an error.
   */
  private final Map<FindingCode, Finding> firsts = new EnumMap<>(FindingCode.class);

  /** The ranks of {@link #firsts}, by code. */
  private final long[] firstRanks = new long[CODES];

  /**
   * The kept findings that are not the first of their code; used while no finding had to be
   * dropped.
   */
  private final List<Finding> kept = new ArrayList<>();

  /** The kept findings that are not the first of their code; used once the limit is reached. */
  private @Nullable PriorityQueue<Finding> crowd;

  /*
   * What decides whether a finding is dropped, as numbers that are read without the lock: a document
   * can have a hundred thousand findings of a few bytes each.
   */

  /** The rank of the finding to be dropped next; a finding of higher rank is dropped at once. */
  private volatile long leastRank = Long.MAX_VALUE;

  /** The offset of the finding that rejects the document; a later one does not reject it. */
  private volatile long rejectingOffset = Long.MAX_VALUE;

  /**
   * The number of findings that were dropped without being created; only the adding thread changes
   * it.
   */
  private final AtomicLong notCreated = new AtomicLong();

  /** By code, whether its findings at one place may have been found in any order. */
  private final boolean[] isUnordered = new boolean[CODES];

  private @Nullable Rejection end;
  private Consumer<Finding> forwarded = finding -> {};
  private long left;
  private long omitted;
  private @Nullable Rejection rejection; // the first by offset
  private boolean foreign;
  private DocumentKind kind = DocumentKind.WORKFLOW;

  /** A collector that keeps at most {@code most} findings. */
  public Findings(Profile profile, long most) {
    this.profile = profile;
    this.most = most;
    this.left = most;
    Arrays.fill(firstRanks, Long.MAX_VALUE);
  }

  /** The profile that determines which findings reject the document. */
  public Profile profile() {
    return profile;
  }

  /** Continues with the findings of another collector with the same profile and limit. */
  public synchronized void resume(DocumentKind found, ValidationReport before) {
    kind = found;
    before.findings().forEach(this::keep);
    omitted += before.omitted();
    foreign |= before.foreign();
    before.rejection().ifPresent(this::rejecting);
  }

  /**
   * Passes each further finding to the listener when it is found, up to the maximum number kept.
   */
  public synchronized void forward(Consumer<Finding> listener) {
    forwarded = listener;
  }

  /** Adds a finding that rejects the document under any profile. */
  public synchronized void reject(Finding finding) {
    rejecting(Rejection.of(finding));
    keep(finding);
  }

  /** Adds a finding; one of severity ERROR rejects the document under the strict profile. */
  public synchronized void report(Finding finding) {
    rejectIfStrict(finding);
    keep(finding);
  }

  private void rejectIfStrict(Finding finding) {
    if (finding.severity() == Severity.ERROR && profile == Profile.STRICT) {
      rejecting(Rejection.of(finding));
    }
  }

  /**
   * Adds a finding as {@link #report(Finding)} does, which is behind all others of its code at its
   * place in document order. So its texts are not needed to sort it.
   */
  public synchronized void reportNext(Finding finding) {
    rejectIfStrict(finding);
    add(finding);
  }

  /**
   * Whether a finding that rejects the document under any profile may be kept; if not, it is
   * counted. Much cheaper than creating a finding.
   */
  public boolean wantsToReject(FindingCode code, long offset) {
    return offset <= rejectingOffset || wants(code, code.severity(), offset);
  }

  /** Whether another finding may be kept; if not, it is counted. */
  public boolean wantsToReport(FindingCode code, Severity severity, long offset) {
    boolean rejects = severity == Severity.ERROR && profile == Profile.STRICT;
    return (rejects && offset <= rejectingOffset) || wants(code, severity, offset);
  }

  private boolean wants(FindingCode code, Severity severity, long offset) {
    long rank = rank(severity, offset);
    if (left > 0 || rank <= firstRanks[index(code)] || rank <= leastRank) {
      return true;
    }
    notCreated.lazySet(notCreated.get() + 1);
    return false;
  }

  /**
   * Adds a finding that rejects the document under any profile. The supplier is called only if the
   * finding is kept.
   */
  public void reject(FindingCode code, long offset, Supplier<Finding> finding) {
    if (wantsToReject(code, offset)) {
      reject(finding.get());
    }
  }

  /** Adds a finding of any severity. The supplier is called only if the finding is kept. */
  public void report(FindingCode code, Severity severity, long offset, Supplier<Finding> finding) {
    if (wantsToReport(code, severity, offset)) {
      report(finding.get());
    }
  }

  private void rejecting(Rejection reason) {
    Rejection first = rejection;
    if (first == null || Finding.DOCUMENT_ORDER.compare(reason.finding(), first.finding()) < 0) {
      rejection = reason;
      rejectingOffset = offsetOf(reason.finding());
    }
  }

  /**
   * The rank of a finding by severity and offset; a finding with a lower rank is kept in preference
   * to others.
   */
  @SuppressWarnings("EnumOrdinal") // the order is that of the comparator, and is not kept
  private static long rank(Severity severity, long offset) {
    return (long) severity.ordinal() << RANKED_OFFSET | (offset + 1);
  }

  @SuppressWarnings("EnumOrdinal") // indexes an array that is not stored; called for every finding
  private static int index(FindingCode code) {
    return code.ordinal();
  }

  private static long rank(Finding finding) {
    return rank(finding.severity(), offsetOf(finding));
  }

  private static long offsetOf(Finding finding) {
    return FindingOrder.offsetOf(finding);
  }

  /** Adds the finding that ended the load; it rejects the document and is always kept. */
  public synchronized void end(Rejection reason) {
    end = reason;
    trim();
  }

  /** Counts findings that were not created because there are too many. */
  public synchronized void omit(long count) {
    omitted += count;
  }

  /** Sets the kind of the document. */
  public synchronized void kind(DocumentKind found) {
    kind = found;
  }

  /** Marks the document as foreign, that is, not meant as a workflow. */
  public synchronized void foreign() {
    foreign = true;
  }

  /** The kind of the document; {@code WORKFLOW} until it is known. */
  public synchronized DocumentKind kind() {
    return kind;
  }

  /** Whether a finding so far rejects the document. */
  public synchronized boolean isRejected() {
    return rejection != null || end != null;
  }

  /** All findings so far, in document order. */
  public synchronized ValidationReport report() {
    List<Finding> all = new ArrayList<>(others().size() + firsts.size() + 1);
    all.addAll(firsts.values()); // each before the others of its code
    all.addAll(others());
    if (end != null) {
      all.add(end.finding());
    } else if (rejection != null && all.stream().noneMatch(rejection.finding()::equals)) {
      all.remove(crowd().peek());
      all.add(rejection.finding());
    }
    boolean isCrowded = crowd != null;
    List<Finding> sorted = FindingOrder.sorted(all, code -> isCrowded || isUnordered[index(code)]);
    Optional<Rejection> reason = Optional.ofNullable(end == null ? rejection : end);
    return new ValidationReport(reason, sorted, omitted + notCreated.get(), foreign);
  }

  private void keep(Finding finding) {
    isUnordered[index(finding.code())] = true;
    add(finding);
  }

  private void add(Finding finding) {
    Finding first = firsts.get(finding.code());
    if (left > 0 || first == null) { // the first finding of a code is always kept
      left--;
      forwarded.accept(finding);
    }
    if (first == null) {
      putFirst(finding);
    } else if (isBefore(finding, first)) {
      putFirst(finding);
      others().add(first);
      isUnordered[index(finding.code())] = true;
    } else if (room() <= 0 && isLeast(finding)) {
      omitted++; // there may be thousands, and this way none of them touches the queue
      return;
    } else {
      others().add(finding);
    }
    trim();
  }

  /** Whether a finding is kept in preference to the first one of its code; mostly it is not. */
  private boolean isBefore(Finding finding, Finding first) {
    long rank = rank(finding);
    long firstRank = firstRanks[index(finding.code())];
    return rank == firstRank ? LEAST_FIRST.compare(finding, first) > 0 : rank < firstRank;
  }

  private void putFirst(Finding finding) {
    firsts.put(finding.code(), finding);
    firstRanks[index(finding.code())] = rank(finding);
  }

  private boolean isLeast(Finding finding) {
    Finding least = crowd().peek();
    return least == null || LEAST_FIRST.compare(finding, least) <= 0;
  }

  private void trim() {
    while (room() < 0 && crowd().poll() != null) {
      omitted++;
    }
    Finding least = room() > 0 ? null : crowd().peek();
    leastRank = least == null ? Long.MAX_VALUE : rank(least);
  }

  private Collection<Finding> others() {
    Collection<Finding> queue = crowd;
    return queue == null ? kept : queue;
  }

  /** The queue of the findings that may be dropped; its first element is dropped next. */
  private PriorityQueue<Finding> crowd() {
    PriorityQueue<Finding> queue = crowd;
    if (queue == null) {
      queue = new PriorityQueue<>(LEAST_FIRST);
      queue.addAll(kept);
      kept.clear();
      crowd = queue;
    }
    return queue;
  }

  private long room() {
    return most - others().size() - firsts.size() - (end == null ? 0 : 1);
  }
}
