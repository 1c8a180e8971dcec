package dev.sluice.load;

import dev.sluice.error.LoaderBusyException;
import dev.sluice.flow.Boundary;
import dev.sluice.load.LoadSettings.AdmissionLimits;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.stage.CollectedChunks;
import dev.sluice.text.Quantity;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Decides which loads of one loader may work, and which have to wait or are refused.
 *
 * <pre>
 *   file, bytes   wait for a permit ------------------------> work ------------------------> end
 *   publisher     bytes arrive, within the byte limit   ----> wait for a permit ----> work -> end
 * </pre>
 *
 * <p>A load acquires its permit when all bytes of its source are available, and releases it before
 * its result is emitted. So a load that waits for its source does not hold one. Events have
 * separate permits, because a subscriber without demand holds its permit.
 *
 * <p>A load that host code starts within another load needs no permit; otherwise it could wait for
 * the load that waits for it.
 */
final class Admission {

  /** The size in bytes up to which a document is small: it does not wait for larger ones. */
  static final int SMALL = 64 * 1024;

  private static final String LATER = "; try again later";

  private final Permits loads;
  private final Permits events;
  private final Permits smallDocuments;
  private final Permits growingDocuments;
  private final Permits largeDocuments;
  private final Scheduler scheduler;

  /** The number of calls of host code on the stack of a thread. */
  private final ThreadLocal<@Nullable Integer> hostCalls = new ThreadLocal<>();

  /**
   * The admission to one loader.
   *
   * @param scheduler runs the loads that have waited
   */
  Admission(AdmissionLimits limits, Scheduler scheduler) {
    this.scheduler = scheduler;
    int waiting = limits.waiting();
    loads = new Permits(limits.atWork(), waiting, () -> tooManyLoads(limits));
    events = new Permits(limits.atWork(), waiting, () -> tooManyLoads(limits));
    long half = limits.collectedBytes() / 2;
    smallDocuments = new Permits(share(half, SMALL), waiting, () -> tooManyBytes(limits));
    growingDocuments = new Permits(share(half / 2, SMALL), 0, () -> tooManyBytes(limits));
    largeDocuments =
        new Permits(
            share(half / 2, CollectedChunks.MAX_BYTES), waiting, () -> tooManyBytes(limits));
  }

  private static int share(long bytes, int size) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / size));
  }

  private static LoaderBusyException tooManyLoads(AdmissionLimits limits) {
    return busy(
        "The loader has no capacity left: "
            + Quantity.of(limits.atWork(), "load is at work", "loads are at work")
            + " and "
            + Quantity.of(limits.waiting(), "is waiting", "are waiting")
            + LATER);
  }

  private static LoaderBusyException tooManyBytes(AdmissionLimits limits) {
    return busy(
        "The loader has no capacity left: arriving documents occupy all "
            + Quantity.of(limits.collectedBytes(), "byte")
            + " that may be collected, and "
            + Quantity.of(limits.waiting(), "is waiting", "are waiting")
            + LATER);
  }

  private static LoaderBusyException busy(String message) {
    return new LoaderBusyException(Finding.of(FindingCode.BUSY, message), null);
  }

  /** The permits of a load, released at the end of its boundary if not before. */
  LoadPermits load(Boundary boundary) {
    return permits(loads, boundary);
  }

  /** The permits of a load that emits events. */
  LoadPermits events(Boundary boundary) {
    return permits(events, boundary);
  }

  private LoadPermits permits(Permits work, Boundary boundary) {
    LoadPermits permits =
        new LoadPermits(
            work.permit(),
            smallDocuments.permit(),
            largeDocuments.permit(),
            new ByteShares(growingDocuments),
            hostCalls.get() != null,
            this::enterHostCode,
            boundary,
            scheduler);
    boundary.atEnd(permits::release);
    return permits;
  }

  /** Marks the calling thread as running host code until the result is run. */
  private Runnable enterHostCode() {
    Integer before = hostCalls.get();
    hostCalls.set(before == null ? 1 : before + 1);
    return () -> {
      if (before == null) {
        hostCalls.remove();
      } else {
        hostCalls.set(before);
      }
    };
  }

  int atWork() {
    return loads.held() + events.held();
  }

  /** The number of waiting loads; a load waits in only one queue at a time. */
  int waiting() {
    return loads.waiting() + events.waiting() + smallDocuments.waiting() + largeDocuments.waiting();
  }

  /** Lets no further load begin. */
  void close() {
    loads.close();
    events.close();
    smallDocuments.close();
    growingDocuments.close();
    largeDocuments.close();
  }
}
