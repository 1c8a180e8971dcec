package dev.sluice.cache;

import dev.sluice.flow.Boundary;
import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The loads of one loader that use a cache.
 *
 * <pre>
 *   file       stat, on the scheduler   known? value : join the load of this stamp
 *   bytes      digest, on this thread   known? value : join the load of these bytes
 *   publisher  always read, by each subscriber
 *
 *   load       open ---> up to 1 MiB    digest ; known? value : join the read of this content
 *                   \--> more           read at once, digest at the same time
 * </pre>
 *
 * @param <V> the cached values
 */
public final class CachedLoads<V extends Cacheable> {

  private final LoadCache<V> cache;
  private final Object options;
  private final DocumentReader<V> reader;

  /**
   * The loads of one loader.
   *
   * @param cache the cache, which other loaders may share
   * @param options everything that determines the outcome apart from the document, compared by
   *     equals
   * @param reader reads documents that are not in the cache
   */
  public CachedLoads(LoadCache<V> cache, Object options, DocumentReader<V> reader) {
    this.cache = cache;
    this.options = options;
    this.reader = reader;
  }

  /**
   * The value for a source, from the cache if possible.
   *
   * <p>Cold. Cancelling does not affect other subscribers of the same load; the load is cancelled
   * with the last one. Fails as reading does; failures are not cached. Emits on the subscribing
   * thread for a hit of at most 1 MiB in memory, otherwise on the scheduler.
   *
   * @param scheduler the scheduler that queries files and runs loads; it must allow blocking
   * @param interim receives the findings before the end; for one subscription
   */
  public Mono<V> get(ByteSource source, Scheduler scheduler, InterimFindings interim) {
    Optional<Path> file = source.file();
    if (file.isPresent()) {
      return detached(scheduler, Mono.defer(() -> ofFile(source, file.get(), scheduler, interim)));
    }
    Optional<ByteBuffer> bytes = source.bytes();
    if (bytes.isPresent()) {
      Mono<V> value = Mono.defer(() -> ofBytes(source, bytes.get(), scheduler, interim));
      return bytes.get().remaining() <= Piece.MOST ? value : detached(scheduler, value);
    }
    return Boundary.subscribedOn(scheduler, load(source, null, interim).map(Located::value));
  }

  private static <T> Mono<T> detached(Scheduler scheduler, Mono<T> work) {
    return Mono.deferContextual(
        context -> Detached.on(Boundary.of(context).guarded(scheduler), work));
  }

  private Mono<V> ofFile(
      ByteSource source, Path file, Scheduler scheduler, InterimFindings interim) {
    Stored.FileStamp stamp = cache.stamp(options, file);
    if (stamp == null) {
      return join(new Stored.Unknown(), load(source, scheduler, interim), scheduler, interim);
    }
    V value = cache.find(options, stamp);
    if (value != null) {
      return Mono.just(value);
    }
    Mono<Located<V>> load =
        load(source, scheduler, interim)
            .map(
                found -> stamp.equals(cache.stamp(options, file)) ? found : found.withoutContent());
    return join(stamp, load, scheduler, interim);
  }

  private Mono<V> ofBytes(
      ByteSource source, ByteBuffer bytes, Scheduler scheduler, InterimFindings interim) {
    Stored image = new Stored.Image(options, Sha256.of(bytes));
    V value = cache.find(options, image);
    return value != null
        ? Mono.just(value)
        : detached(scheduler, join(image, load(source, scheduler, interim), scheduler, interim));
  }

  private Mono<V> join(
      Stored stored, Mono<Located<V>> load, Scheduler scheduler, InterimFindings interim) {
    return cache
        .loads()
        .join(
            new Flight<>(scheduler, stored),
            load,
            found -> cache.remember(stored, found),
            scheduler,
            interim)
        .map(Located::value);
  }

  /** A load; without a scheduler it belongs to a single subscriber and is not shared. */
  private Mono<Located<V>> load(
      ByteSource source, @Nullable Scheduler scheduler, InterimFindings interim) {
    return Piece.of(reader.open(source), interim)
        .switchOnFirst(
            (first, pieces) -> {
              Piece piece = first.get();
              return piece != null && piece.whole()
                  ? whole(piece.bytes(), scheduler, interim)
                  : stream(pieces.map(Piece::bytes), source.isAtHand(), interim);
            })
        .singleOrEmpty(); // single() would signal an error for a value that races with a cancel
  }

  private Mono<Located<V>> whole(
      ByteBuffer document, @Nullable Scheduler scheduler, InterimFindings interim) {
    Digest content = Sha256.of(document);
    Key key = new Key(options, content);
    V known = cache.find(key);
    if (known != null) {
      return Mono.just(new Located<>(known, content));
    }
    Mono<V> read = read(Flux.just(document), true, interim);
    Mono<V> value =
        scheduler == null
            ? read.doOnNext(made -> cache.keep(key, made))
            : cache
                .readings()
                .join(
                    new Flight<>(scheduler, key),
                    read,
                    made -> cache.keep(key, made),
                    scheduler,
                    interim);
    return value.map(made -> new Located<>(made, content));
  }

  private Mono<Located<V>> stream(
      Flux<ByteBuffer> chunks, boolean atHand, InterimFindings interim) {
    return Mono.defer(
        () -> {
          StreamedDigest digest = new StreamedDigest();
          return read(digest.of(chunks), atHand, interim)
              .map(made -> located(made, digest.result()));
        });
  }

  private Located<V> located(V made, @Nullable Digest content) {
    if (content != null) {
      cache.keep(new Key(options, content), made);
    }
    return new Located<>(made, content);
  }

  private Mono<V> read(Flux<ByteBuffer> document, boolean atHand, InterimFindings interim) {
    return Mono.defer(
        () -> {
          long began = cache.began();
          return reader.read(document, atHand, interim).doOnNext(made -> cache.ended(began));
        });
  }
}
