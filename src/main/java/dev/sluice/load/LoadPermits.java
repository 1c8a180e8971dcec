package dev.sluice.load;

import dev.sluice.flow.Boundary;
import dev.sluice.stage.CollectedChunks;
import dev.sluice.stage.HostCode;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The permits of one load; see {@link Admission}. Thread-safe. */
final class LoadPermits {

  private final Permits.Permit work;
  private final Permits.Permit small;
  private final Permits.Permit large;
  private final ByteShares byteShares;
  private final boolean nested;
  private final HostCode host;
  private final Boundary boundary;
  private final Scheduler scheduler;

  /** Milliseconds of the scheduler's clock; negative while the load does not wait. */
  private final AtomicLong waitingSince = new AtomicLong(-1);

  private final AtomicLong waited = new AtomicLong();

  LoadPermits(
      Permits.Permit work,
      Permits.Permit small,
      Permits.Permit large,
      ByteShares byteShares,
      boolean nested,
      HostCode host,
      Boundary boundary,
      Scheduler scheduler) {
    this.work = work;
    this.small = small;
    this.large = large;
    this.byteShares = byteShares;
    this.nested = nested;
    this.host = host;
    this.boundary = boundary;
    this.scheduler = scheduler;
  }

  /** Whether host code within another load has started this one, which then needs no permits. */
  boolean isNested() {
    return nested;
  }

  /** Marks this thread as running host code until the returned function is run. */
  Runnable enterHostCode() {
    return host.enter();
  }

  /** The milliseconds for which the load has waited for others so far. */
  long waitedMillis() {
    long since = waitingSince.get();
    return waited.get() + (since < 0 ? 0 : scheduler.now(TimeUnit.MILLISECONDS) - since);
  }

  /** Work that begins as soon as the load has its permit; on the scheduler if it has to wait. */
  <T> Mono<T> admitted(Mono<T> atOnce) {
    return Mono.defer(
        () ->
            nested || work.isHeld() || work.tryTake() ? atOnce : this.<T>waited(work).then(atOnce));
  }

  /** As for a Mono: work that begins as soon as the load has its permit. */
  <T> Flux<T> admitted(Flux<T> atOnce) {
    return Flux.defer(
        () ->
            nested || work.isHeld() || work.tryTake()
                ? atOnce
                : this.<T>waited(work).thenMany(atOnce));
  }

  /** The chunks of a source; after the last one, the load acquires its permit. */
  Flux<ByteBuffer> admittedAtEnd(Flux<ByteBuffer> stored) {
    return nested ? stored : stored.concatWith(admitted(Mono.<ByteBuffer>empty()));
  }

  /**
   * The chunks of a document of which up to 1 MiB is collected, while the bytes that all loads
   * collect together stay within the limit.
   *
   * <p>A load acquires a small share for its first 64 KiB, then one more share for each further 64
   * KiB as long as some are free, and a large share of 1 MiB if none is free. It waits only for the
   * small share and for the large one, in this order; with a large share it waits only for its
   * source. So loads never wait for each other, small documents do not wait for large ones, and
   * slow sources hold little more than what they have sent.
   */
  Flux<ByteBuffer> collected(Flux<ByteBuffer> document) {
    return nested
        ? document
        : Flux.defer(
            () -> {
              AtomicLong bytes = new AtomicLong();
              return document.concatMap(
                  chunk -> share(bytes.addAndGet(chunk.remaining()), chunk), 0);
            });
  }

  private Mono<ByteBuffer> share(long collected, ByteBuffer chunk) {
    if (collected > CollectedChunks.MAX_BYTES) {
      // this chunk and those before it are read at once
      releaseShares();
      return Mono.just(chunk);
    }
    if (large.isHeld() || isCovered(collected)) {
      return Mono.just(chunk);
    }
    Permits.Permit needed = collected > Admission.SMALL ? large : small;
    return (needed.tryTake() ? Mono.<ByteBuffer>empty() : this.<ByteBuffer>waited(needed))
        .then(
            Mono.fromCallable(
                () -> {
                  if (needed == large) {
                    small.release();
                    byteShares.release();
                  }
                  return chunk;
                }));
  }

  private boolean isCovered(long collected) {
    if (collected <= Admission.SMALL) {
      return small.isHeld();
    }
    int shares = (int) ((collected + Admission.SMALL - 1) / Admission.SMALL);
    return byteShares.reaches(small.isHeld() ? shares - 1 : shares);
  }

  private void releaseShares() {
    small.release();
    byteShares.release();
    large.release();
  }

  private <T> Mono<T> waited(Permits.Permit permit) {
    return Mono.defer(
        () -> {
          waitingSince.set(scheduler.now(TimeUnit.MILLISECONDS));
          return Boundary.entrance(permit.<T>taken())
              .publishOn(boundary.guarded(scheduler))
              .doOnSuccess(
                  none -> {
                    waited.set(waitedMillis());
                    waitingSince.set(-1);
                  });
        });
  }

  /** Releases the permits of the load, or leaves the queue; may be called repeatedly. */
  void release() {
    work.release();
    releaseShares();
  }
}
