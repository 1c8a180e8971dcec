package dev.sluice;

import dev.sluice.cache.CacheOptions;
import dev.sluice.cache.LoadCache;
import dev.sluice.load.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What documents say, kept by their content, so that loading one again only makes its nodes.
 *
 * <p>A document is found by the SHA-256 of its unpacked bytes and by all options that decide what
 * comes of it: limits, profile, security policy, unknown types, rules by identity, and the
 * registry's fingerprint. So loaders with different options may share a cache, and none is answered
 * with what another one would accept. What is shared between loads is immutable; each load has
 * nodes of its own.
 *
 * <p>A file whose stamp is known (real path, size, time of the last change, file key) is not even
 * opened. Stamps younger than two seconds are not relied on, for a file can change within one tick
 * of its clock. The one change that stamps cannot show is new content of the same size whose time
 * was set back to the old one; {@link #invalidate(Path)} tells the cache of such a change, and
 * {@link Builder#stamps} makes it look at content only.
 *
 * <p>However many load one file or the same bytes at once, they are read once; a load that is
 * cancelled leaves the others alone, and the reading stops with the last. What a publisher emits is
 * read by each load for itself. Rejections are kept for a short time; failures that say nothing
 * about the document are not kept at all.
 *
 * <p>Safe for use by many threads and loaders; it holds nothing that has to be closed.
 */
public final class WorkflowCache {

  private final LoadCache<Reading> readings;

  private WorkflowCache(CacheOptions options) {
    readings = new LoadCache<>(options);
  }

  /** A cache with the bounds that {@link Builder} has by default. */
  public static WorkflowCache create() {
    return builder().build();
  }

  /** A builder with these bounds. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Forgets a file and what was read from it: loads that begin after this returns read it anew, and
   * running ones end as they would have. Blocking, for links are followed.
   */
  public void invalidate(Path file) {
    readings.invalidate(Objects.requireNonNull(file, "file"));
  }

  /**
   * Forgets a document under whatever options.
   *
   * @param sha256 of its unpacked bytes, as 64 hexadecimal digits
   * @throws IllegalArgumentException if it is no such digest
   */
  public void invalidate(String sha256) {
    readings.invalidate(Objects.requireNonNull(sha256, "sha256"));
  }

  /** Forgets everything but the statistics. */
  public void clear() {
    readings.clear();
  }

  /** What the cache has done so far. */
  public CacheStatistics statistics() {
    return new CacheStatistics(
        readings.hits(),
        readings.stampHits(),
        readings.shared(),
        readings.misses(),
        readings.evictions(),
        readings.loadTime(),
        readings.size(),
        readings.retainedBytes());
  }

  LoadCache<Reading> readings() {
    return readings;
  }

  @Override
  public String toString() {
    return "WorkflowCache[" + statistics() + "]";
  }

  /** The bounds of a {@link WorkflowCache}; for one thread. */
  public static final class Builder {

    private int workflows = 20;
    private long bytes = 50_000_000;
    private Duration rejections = Duration.ofSeconds(10);
    private boolean stamps = true;

    private Builder() {}

    /** How many documents are kept at most, 20 by default; at least 1. */
    public Builder workflows(int most) {
      workflows = most;
      return this;
    }

    /**
     * How many bytes of heap the documents may keep from being freed together, 50 million by
     * default, by an estimate. Those unused for longest make room; a document that is larger than
     * all may be is not kept.
     */
    public Builder bytes(long most) {
      bytes = most;
      return this;
    }

    /** For how long a rejection is kept, 10 seconds by default. */
    public Builder rejections(Duration rejections) {
      this.rejections = Objects.requireNonNull(rejections, "rejections");
      return this;
    }

    /**
     * Whether a file is told by its stamp, true by default. Without, each load reads its file, and
     * only what it says is taken from the cache.
     */
    public Builder stamps(boolean trusted) {
      stamps = trusted;
      return this;
    }

    /**
     * A cache with these bounds.
     *
     * @throws IllegalArgumentException if there is no room for a document, or a negative time
     */
    public WorkflowCache build() {
      return new WorkflowCache(new CacheOptions(workflows, bytes, rejections, stamps));
    }
  }
}
