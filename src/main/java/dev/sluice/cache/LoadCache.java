package dev.sluice.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What documents were found to say, by their content; for any number of loaders with any options.
 *
 * <pre>
 *   file   --stamp---+
 *                    +--> digest of the content --> value
 *   bytes  --digest--+
 * </pre>
 *
 * <p>A value is found by the SHA-256 of the document and by the options under which it was made.
 * Before that, what is stored is told by its stamp or its own digest, so that an unchanged file is
 * not read, and packed bytes are not unpacked, to find that out. Safe for use by many threads.
 *
 * @param <V> what is made of a document
 */
public final class LoadCache<V extends Cacheable> {

  /** What is stored is remembered for so many times as many documents as there may be values. */
  private static final int WAYS_TO_A_VALUE = 16;

  private final boolean trustsStamps;
  private final Stamps stamps;
  private final Ticker ticker;
  private final Entries<V> entries;
  private final Cache<Stored, Digest> known;

  private final LongAdder hits = new LongAdder();
  private final LongAdder stampHits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder shared = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  private final SingleFlight<Flight<Stored>, Located<V>> loads = new SingleFlight<>(shared);
  private final SingleFlight<Flight<Key>, V> readings = new SingleFlight<>(shared);

  /** An empty cache. */
  public LoadCache(CacheOptions options) {
    this(options, InstantSource.system(), Ticker.systemTicker());
  }

  LoadCache(CacheOptions options, InstantSource clock, Ticker ticker) {
    this.ticker = ticker;
    stamps = new Stamps(clock);
    trustsStamps = options.stamps();
    entries = new Entries<>(options, ticker);
    known =
        Caffeine.newBuilder()
            .maximumSize((long) WAYS_TO_A_VALUE * options.entries())
            .executor(Runnable::run) // the common pool is not ours to use
            .build();
  }

  /** The loads going on from what is stored to a value. */
  SingleFlight<Flight<Stored>, Located<V>> loads() {
    return loads;
  }

  /** The readings going on from a document to a value. */
  SingleFlight<Flight<Key>, V> readings() {
    return readings;
  }

  /** The stamp of a file, if it may be told by one. */
  Stored.@Nullable FileStamp stamp(Object options, Path file) {
    return trustsStamps ? stamps.of(options, file) : null;
  }

  /** The value of something that was seen before, counted as a hit. */
  @Nullable V find(Object options, Stored stored) {
    Digest content = known.getIfPresent(stored);
    V value = content == null ? null : find(new Key(options, content));
    if (value != null && stored instanceof Stored.FileStamp) {
      stampHits.increment();
    }
    return value;
  }

  /** The value of a document, counted as a hit. */
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

  /** Remembers what was found in something stored. */
  void remember(Stored stored, Located<V> found) {
    Digest content = found.content();
    if (content != null
        && !(stored instanceof Stored.Unknown)
        && found.value().retention() != Retention.NONE) {
      known.put(stored, content);
    }
  }

  /** Begins to take the time of a reading, which is counted as a miss. */
  long began() {
    misses.increment();
    return ticker.read();
  }

  void ended(long began) {
    nanos.add(ticker.read() - began);
  }

  /**
   * Forgets a file and what was found in it; loads going on end for those who wait for them, and
   * whoever asks after this reads the file anew. Blocking: links are followed.
   */
  public void invalidate(Path file) {
    Path real = Stamps.realPath(file);
    forget(stored -> stored instanceof Stored.FileStamp stamp && stamp.path().equals(real));
  }

  private void forget(Predicate<Stored> which) {
    // the loads first: they remember what they found before they leave the running ones
    loads.forget(flight -> which.test(flight.subject()), flight -> forget(flight.subject()));
    known.asMap().keySet().stream().filter(which).forEach(this::forget);
  }

  private void forget(Stored stored) {
    Digest content = known.asMap().remove(stored);
    if (content != null) {
      entries.forget(content::equals);
    }
  }

  /**
   * Forgets what was found in a document, under whatever options.
   *
   * @param sha256 of the document, unpacked, as 64 hexadecimal digits
   * @throws IllegalArgumentException if it is no such digest
   */
  public void invalidate(String sha256) {
    entries.forget(Digest.parse(sha256)::equals);
  }

  /** Forgets everything but the statistics; loads going on end for those who wait for them. */
  public void clear() {
    forget(stored -> true);
    known.invalidateAll();
    entries.forget(any -> true);
  }

  /** How often a value was there already. */
  public long hits() {
    return hits.sum();
  }

  /** How many of these hits were files that were not read, for their stamp was known. */
  public long stampHits() {
    return stampHits.sum();
  }

  /** How often a document had to be read. */
  public long misses() {
    return misses.sum();
  }

  /** How often an asker was given the value of a load that another had begun. */
  public long shared() {
    return shared.sum();
  }

  /** How many values have been dropped for want of room or for their age. */
  public long evictions() {
    return entries.evictions();
  }

  /** How long all the readings took together. */
  public Duration loadTime() {
    return Duration.ofNanos(nanos.sum());
  }

  /** How many values there are. */
  public int size() {
    return entries.size();
  }

  /** What they retain together, in bytes, as far as is estimated. */
  public long retainedBytes() {
    return entries.bytes();
  }

  @Override
  public String toString() {
    return "LoadCache[" + size() + " entries, " + hits() + " hits, " + misses() + " misses]";
  }
}
