package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.cache.CachedLoad;
import dev.sluice.cache.LoadCache;
import dev.sluice.cache.LoadCache.CacheOptions;
import dev.sluice.cache.LoadCache.Retention;
import dev.sluice.cache.RetainedSize;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.FindingCode;
import java.nio.ByteBuffer;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The optional cache of definitions; without it, every load reads its document. */
public final class DefinitionCache {

  private final Optional<LoadCache<Outcome<Assembled>>> cache;
  private final Object key;
  private final Scheduler scheduler;

  /** Reads a document and assembles its definition. */
  interface DocumentReader {
    /**
     * Reads a document; cold.
     *
     * @param document its decompressed bytes
     * @param mayCollect whether the reader may wait for the end and read all bytes as one buffer
     */
    Mono<Outcome<Assembled>> read(Flux<ByteBuffer> document, boolean mayCollect, LoadRun run);
  }

  /** The cache of a loader, which other loaders may share. */
  DefinitionCache(LoadSettings settings) {
    cache = settings.cache();
    key = settings.options().cacheKey();
    scheduler = settings.scheduler();
  }

  /** An empty cache with these limits. */
  public static LoadCache<Outcome<Assembled>> within(CacheOptions options) {
    return new LoadCache<>(options, DefinitionCache::retention, DefinitionCache::retainedBytes);
  }

  boolean isPresent() {
    return cache.isPresent();
  }

  /** Whether the definition of a run is emitted on the subscriber's thread. */
  boolean emitsOnCaller(LoadRun run) {
    return run.isOnCaller() || (isPresent() && run.source().bytes().isPresent());
  }

  /** The definition of a run's document, read only if it is not cached; there must be a cache. */
  Mono<Outcome<Assembled>> get(LoadRun run, Flux<ByteBuffer> document, DocumentReader reader) {
    LoadCache<Outcome<Assembled>> present = cache.orElseThrow();
    Scheduler where = run.isOnCaller() ? Schedulers.immediate() : scheduler;
    return new CachedLoad<>(present, key, where, run.interim(), joinable(reader, run))
        .of(run.source(), document)
        .doOnNext(end -> run.interim().from(target -> target.resume(end.kind(), end.report())));
  }

  /** A read that other loads may join; it collects its own findings. */
  private static CachedLoad.DocumentReader<Outcome<Assembled>> joinable(
      DocumentReader reader, LoadRun run) {
    return (document, mayCollect, interim) ->
        Mono.defer(
            () -> {
              LoadRun own = run.restarted();
              interim.from(own::copyFindings);
              return reader.read(document, mayCollect, own);
            });
  }

  private static Retention retention(Outcome<Assembled> outcome) {
    if (outcome.value().isPresent()) {
      return hasFailedProvider(outcome) ? Retention.NONE : Retention.LASTING;
    }
    return outcome.failure().map(DefinitionCache::retention).orElse(Retention.BRIEF);
  }

  /** Whether a type is a placeholder only because its provider failed, which may be temporary. */
  private static boolean hasFailedProvider(Outcome<Assembled> outcome) {
    return outcome.report().findings().stream()
        .anyMatch(finding -> finding.code() == FindingCode.NODE_CREATION_FAILED);
  }

  /** How long a failure is kept: not at all if the same bytes might succeed later. */
  private static Retention retention(WorkflowException failure) {
    boolean lasts =
        Outcome.isAboutDocument(failure) && failure.code() != FindingCode.NODE_CREATION_FAILED;
    return lasts ? Retention.BRIEF : Retention.NONE;
  }

  private static long retainedBytes(Outcome<Assembled> outcome) {
    return RetainedSize.of(outcome.report())
        + outcome.value().map(read -> RetainedSize.of(read.definition())).orElse(0L);
  }
}
