package dev.sluice.cache;

import dev.sluice.cache.Digest.StreamedDigest;
import dev.sluice.cache.LoadCache.Flight;
import dev.sluice.cache.LoadCache.Found;
import dev.sluice.flow.Boundary;
import dev.sluice.source.ByteSource;
import dev.sluice.stage.CollectedChunks;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A load that uses a cache; for one subscription.
 *
 * <pre>
 *   file       stat, on the scheduler   known? value : join the load of this stamp
 *   bytes      digest, on this thread     known? value : join the load of these bytes
 *   publisher  always read, by each subscriber
 *
 *   load       open ---> up to 1 MiB    digest ; known? value : join the read of this content
 *                   \--> more           read immediately, digest at the same time
 * </pre>
 *
 * @param <V> the cached values
 */
public final class CachedLoad<V> {

  private final LoadCache<V> cache;
  private final Object options;
  private final Scheduler scheduler;
  private final InterimFindings interim;
  private final DocumentReader<V> reader;

  /** Reads a document that is not in the cache. */
  public interface DocumentReader<V> {
    /**
     * Reads a document; cold, with all state in the subscription.
     *
     * @param document its bytes; if the Flux fails, the result is not cached
     * @param atHand whether all bytes are available without waiting
     * @param interim gives access to the findings before the load ends
     */
    Mono<V> read(Flux<ByteBuffer> document, boolean atHand, InterimFindings interim);
  }

  /**
   * A load that has not begun.
   *
   * @param cache the cache, which other loaders may share
   * @param options everything that determines the outcome apart from the document, compared by
   *     equals
   * @param scheduler the scheduler that queries files and runs loads; it must allow blocking
   * @param interim gives access to the findings before the load ends
   */
  public CachedLoad(
      LoadCache<V> cache,
      Object options,
      Scheduler scheduler,
      InterimFindings interim,
      DocumentReader<V> reader) {
    this.cache = cache;
    this.options = options;
    this.scheduler = scheduler;
    this.interim = interim;
    this.reader = reader;
  }

  /**
   * The value of a source, from the cache if it is there.
   *
   * <p>Cold. Cancelling leaves other subscribers of the same load alone, and stops the load if
   * there are none. Fails as the read does; a failure is never kept. If the source is at most 1 MiB
   * in memory and its value is in the cache, emits on the subscribing thread, otherwise on the
   * scheduler.
   *
   * @param document the bytes of the source's document, decompressed; each chunk belongs to the
   *     receiver
   */
  public Mono<V> of(ByteSource source, Flux<ByteBuffer> document) {
    Optional<Path> file = source.file();
    boolean atHand = source.isAtHand();
    if (file.isPresent()) {
      return uninterrupted(
          Mono.defer(() -> ofFile(file.get(), () -> load(document, atHand, true))));
    }
    Optional<ByteBuffer> bytes = source.bytes();
    if (bytes.isPresent()) {
      Mono<V> value = Mono.defer(() -> ofBytes(bytes.get(), () -> load(document, atHand, true)));
      return bytes.get().remaining() <= CollectedChunks.MAX_BYTES ? value : uninterrupted(value);
    }
    return Boundary.subscribedOn(scheduler, load(document, atHand, false).map(Found::value));
  }

  private <T> Mono<T> uninterrupted(Mono<T> work) {
    return Mono.deferContextual(
        context -> UninterruptedMono.on(Boundary.of(context).guarded(scheduler), work));
  }

  private Mono<V> ofFile(Path file, Supplier<Mono<Found<V>>> load) {
    SourceIdentity.FileStamp stamp = cache.stamp(options, file);
    if (stamp == null) {
      return join(new SourceIdentity.Unknown(), load.get());
    }
    V value = cache.find(options, stamp);
    if (value != null) {
      return Mono.just(value);
    }
    return join(
        stamp,
        load.get()
            .map(
                found ->
                    stamp.equals(cache.stamp(options, file)) ? found : found.withoutContent()));
  }

  private Mono<V> ofBytes(ByteBuffer bytes, Supplier<Mono<Found<V>>> load) {
    SourceIdentity identity = new SourceIdentity.MemoryDigest(options, Digest.of(bytes));
    V value = cache.find(options, identity);
    return value != null ? Mono.just(value) : uninterrupted(join(identity, load.get()));
  }

  private Mono<V> join(SourceIdentity identity, Mono<Found<V>> load) {
    return cache
        .loads()
        .join(
            new Flight<>(scheduler, identity),
            load,
            found -> cache.remember(identity, found),
            scheduler,
            interim)
        .map(Found::value);
  }

  /**
   * Reads a document, unless its content turns out to be known.
   *
   * @param joins whether to join a read of the same content that another load has started
   */
  private Mono<Found<V>> load(Flux<ByteBuffer> document, boolean atHand, boolean joins) {
    return DocumentPart.of(document, interim)
        .switchOnFirst(
            (first, parts) -> {
              DocumentPart part = first.get();
              return part != null && part.whole()
                  ? whole(part.bytes(), joins)
                  : stream(parts.map(DocumentPart::bytes), atHand);
            })
        .singleOrEmpty(); // single() would signal an error for a value that races with a cancel
  }

  private Mono<Found<V>> whole(ByteBuffer document, boolean joins) {
    Digest content = Digest.of(document);
    LoadCache.Key key = new LoadCache.Key(options, content);
    V known = cache.find(key);
    if (known != null) {
      return Mono.just(new Found<>(known, content));
    }
    Mono<V> read = read(Flux.just(document), true);
    Mono<V> value =
        joins
            ? cache
                .reads()
                .join(
                    new Flight<>(scheduler, key),
                    read,
                    made -> cache.keep(key, made),
                    scheduler,
                    interim)
            : read.doOnNext(made -> cache.keep(key, made));
    return value.map(made -> new Found<>(made, content));
  }

  private Mono<Found<V>> stream(Flux<ByteBuffer> chunks, boolean atHand) {
    return Mono.defer(
        () -> {
          StreamedDigest digest = new StreamedDigest();
          return read(digest.of(chunks), atHand).map(made -> found(made, digest.result()));
        });
  }

  private Found<V> found(V made, @Nullable Digest content) {
    if (content != null) {
      cache.keep(new LoadCache.Key(options, content), made);
    }
    return new Found<>(made, content);
  }

  private Mono<V> read(Flux<ByteBuffer> document, boolean atHand) {
    return Mono.defer(
        () -> {
          long began = cache.began();
          return reader.read(document, atHand, interim).doOnNext(made -> cache.ended(began));
        });
  }
}
