package dev.sluice.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.text.Quantity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * A cache of the results of reading documents, by content and options; can be shared by loaders.
 *
 * <pre>
 *   file   --stamp---+
 *                    +--> digest of the content --> value
 *   bytes  --digest--+
 * </pre>
 *
 * <p>The key of a value is the SHA-256 of the document and the options used to read it. Stored
 * files and bytes are first looked up by their stamp or their own digest, so that unchanged files
 * are not read and compressed bytes are not decompressed. Thread-safe.
 *
 * @param <V> the cached values
 */
public final class LoadCache<V> {

  /** The number of remembered stamps and digests of stored bytes for each cached value. */
  private static final int IDENTITIES_PER_VALUE = 16;

  private final Function<? super V, Retention> retention;
  private final boolean trustsStamps;
  private final Stamps stamps;
  private final Ticker ticker;
  private final CacheEntries<V> entries;
  private final Cache<SourceIdentity, Digest> known;

  private final LongAdder hits = new LongAdder();
  private final LongAdder stampHits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder shared = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  private final SingleFlight<Flight<SourceIdentity>, Found<V>> loads = new SingleFlight<>(shared);
  private final SingleFlight<Flight<Key>, V> reads = new SingleFlight<>(shared);

  /**
   * An empty cache of immutable values.
   *
   * @param retention how long a value may be kept
   * @param retainedBytes the heap that a value retains, in bytes (estimated), without objects that
   *     all values share
   */
  public LoadCache(
      CacheOptions options,
      Function<? super V, Retention> retention,
      ToLongFunction<? super V> retainedBytes) {
    this(options, retention, retainedBytes, InstantSource.system(), Ticker.systemTicker());
  }

  LoadCache(
      CacheOptions options,
      Function<? super V, Retention> retention,
      ToLongFunction<? super V> retainedBytes,
      InstantSource clock,
      Ticker ticker) {
    this.retention = retention;
    this.ticker = ticker;
    stamps = new Stamps(clock);
    trustsStamps = options.stamps();
    entries = new CacheEntries<>(options, retention, retainedBytes, ticker);
    known =
        Caffeine.newBuilder()
            .maximumSize((long) IDENTITIES_PER_VALUE * options.entries())
            .executor(Runnable::run) // instead of the common pool, which belongs to the host
            .build();
  }

  /** The running loads from stored bytes to values. */
  SingleFlight<Flight<SourceIdentity>, Found<V>> loads() {
    return loads;
  }

  /** The running reads from documents to values. */
  SingleFlight<Flight<Key>, V> reads() {
    return reads;
  }

  /** The stamp of a file, if stamps are used and the file's stamp is reliable. */
  SourceIdentity.@Nullable FileStamp stamp(Object options, Path file) {
    return trustsStamps ? stamps.of(options, file) : null;
  }

  /** The value for stored bytes seen before; counted as a hit. */
  @Nullable V find(Object options, SourceIdentity identity) {
    Digest content = known.getIfPresent(identity);
    V value = content == null ? null : find(new Key(options, content));
    if (value != null && identity instanceof SourceIdentity.FileStamp) {
      stampHits.increment();
    }
    return value;
  }

  /** The value of a document; counted as a hit. */
  @Nullable V find(Key key) {
    V value = entries.find(key);
    if (value != null) {
      hits.increment();
    }
    return value;
  }

  void keep(Key key, V value) {
    entries.put(key, value);
  }

  /** Remembers the content of stored bytes. */
  void remember(SourceIdentity identity, Found<V> found) {
    Digest content = found.content();
    if (content != null
        && !(identity instanceof SourceIdentity.Unknown)
        && retention.apply(found.value()) != Retention.NONE) {
      known.put(identity, content);
    }
  }

  /** Starts to measure a read, which is counted as a miss. */
  long began() {
    misses.increment();
    return ticker.read();
  }

  void ended(long began) {
    nanos.add(ticker.read() - began);
  }

  /**
   * Removes a file and its content from the cache. Running loads continue for their subscribers;
   * later loads read the file again. Blocking, because links are followed.
   */
  public void invalidate(Path file) {
    Path real = Stamps.realPath(file);
    forget(
        identity ->
            identity instanceof SourceIdentity.FileStamp stamp && stamp.path().equals(real));
  }

  private void forget(Predicate<SourceIdentity> which) {
    // the loads first: they record their results before they stop running
    loads.forget(flight -> which.test(flight.subject()), flight -> forget(flight.subject()));
    known.asMap().keySet().stream().filter(which).forEach(this::forget);
  }

  private void forget(SourceIdentity identity) {
    Digest content = known.asMap().remove(identity);
    if (content != null) {
      entries.forget(content::equals);
    }
  }

  /**
   * Removes a document for all options.
   *
   * @param sha256 of the decompressed document, as 64 hexadecimal digits
   * @throws IllegalArgumentException if it is not such a digest
   */
  public void invalidate(String sha256) {
    entries.forget(Digest.parse(sha256)::equals);
  }

  /** Removes everything except the statistics; running loads continue for their subscribers. */
  public void clear() {
    forget(identity -> true);
    known.invalidateAll();
    entries.forget(any -> true);
  }

  /** The number of loads whose value was in the cache. */
  public long hits() {
    return hits.sum();
  }

  /** The number of hits for files that were not read because their stamp was known. */
  public long stampHits() {
    return stampHits.sum();
  }

  /** The number of loads that had to read their document. */
  public long misses() {
    return misses.sum();
  }

  /** The number of loads that shared the value of another running load. */
  public long shared() {
    return shared.sum();
  }

  /** The number of values removed because of the limits or their age. */
  public long evictions() {
    return entries.evictions();
  }

  /** The total time of all reads. */
  public Duration loadTime() {
    return Duration.ofNanos(nanos.sum());
  }

  /** The number of values. */
  public int size() {
    return entries.size();
  }

  /** The heap that all values retain, in bytes (estimated). */
  public long retainedBytes() {
    return entries.bytes();
  }

  @Override
  public String toString() {
    return "LoadCache["
        + Quantity.of(size(), "entry", "entries")
        + ", "
        + hits()
        + " hits, "
        + misses()
        + " misses]";
  }

  /**
   * The key of a value.
   *
   * @param options everything that determines the outcome apart from the document
   * @param content the digest of the decompressed document
   */
  record Key(Object options, Digest content) {}

  /**
   * A value with the digest of its content.
   *
   * @param value the value
   * @param content the digest of the document; null if reading ended before the document did
   */
  record Found<V>(V value, @Nullable Digest content) {

    Found<V> withoutContent() {
      return new Found<>(value, null);
    }
  }

  /**
   * The key of a running load, by which other subscribers join it.
   *
   * @param scheduler the scheduler that runs it; a load does not join that of another loader, which
   *     may be closed
   * @param subject the document
   */
  record Flight<T>(Scheduler scheduler, T subject) {}

  /** How long a value is kept. */
  public enum Retention {
    /** Until it is evicted or invalidated. */
    LASTING,
    /** For a short time only, as for a rejected document, which is probably being fixed. */
    BRIEF,
    /** Not at all, because it does not depend on the document. */
    NONE
  }

  /**
   * The limits of a cache; immutable.
   *
   * @param entries the maximum number of values, at least 1
   * @param bytes the maximum heap that all values retain together, at least 1
   * @param brief how long values of {@link Retention#BRIEF} are kept
   * @param stamps whether files are looked up by their stamp, so that unchanged files are not read
   */
  public record CacheOptions(int entries, long bytes, Duration brief, boolean stamps) {

    /** Checks the limits. */
    public CacheOptions {
      if (entries < 1 || bytes < 1) {
        throw new IllegalArgumentException(
            "entries and bytes must be at least 1, were " + entries + " and " + bytes);
      }
      if (brief.isNegative()) {
        throw new IllegalArgumentException("brief must not be negative, was " + brief);
      }
    }
  }
}
