package dev.sluice;

import dev.sluice.assemble.Assembled;
import dev.sluice.cache.LoadCache;
import dev.sluice.cache.LoadCache.CacheOptions;
import dev.sluice.load.DefinitionCache;
import dev.sluice.load.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * A cache of definitions by the content of their documents, so that loading a document again only
 * creates its nodes.
 *
 * <p>The key is the SHA-256 of the decompressed bytes together with all options that affect the
 * result: limits, profile, security policy, unknown types, rules (by identity) and the registry's
 * fingerprint. So loaders with different options can share a cache, and no loader gets a result
 * that its own options would not accept. Shared objects are immutable; each load has its own nodes.
 *
 * <p>A file whose stamp is known (real path, size, modification time, file key) is not opened.
 * Stamps younger than two seconds are not trusted, because a file can change within one tick of the
 * clock. The only change that a stamp misses is new content of the same size with the old
 * modification time: call {@link #invalidate(Path)} after such a change, or use {@link
 * Builder#stamps} to compare only the content.
 *
 * <p>Concurrent loads of the same file or the same bytes share one read. Cancelling one of them
 * does not affect the others; the read is cancelled with the last one. A publisher is read again by
 * each load. Rejections are kept for a short time; failures that do not depend on the document are
 * not kept.
 *
 * <p>Thread-safe, and can be shared by loaders. It need not be closed.
 */
public final class WorkflowCache {

  private final LoadCache<Outcome<Assembled>> readings;

  private WorkflowCache(CacheOptions options) {
    readings = DefinitionCache.within(options);
  }

  /** A cache with the default limits of {@link Builder}. */
  public static WorkflowCache create() {
    return builder().build();
  }

  /** A builder with the default limits. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Removes a file and its content. Loads that start after this method returns read the file again;
   * running loads are not affected. Blocking, because links are followed.
   */
  public void invalidate(Path file) {
    readings.invalidate(Objects.requireNonNull(file, "file"));
  }

  /**
   * Removes a document for all options.
   *
   * @param sha256 the SHA-256 of its decompressed bytes, as 64 hexadecimal digits
   * @throws IllegalArgumentException if it is not such a digest
   */
  public void invalidate(String sha256) {
    readings.invalidate(Objects.requireNonNull(sha256, "sha256"));
  }

  /** Removes all documents; the statistics are kept. */
  public void clear() {
    readings.clear();
  }

  /** A snapshot of the statistics. */
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

  LoadCache<Outcome<Assembled>> readings() {
    return readings;
  }

  @Override
  public String toString() {
    return "WorkflowCache[" + statistics() + "]";
  }

  /** Builds a {@link WorkflowCache}; not thread-safe. */
  public static final class Builder {

    private int workflows = 20;
    private long bytes = 50_000_000;
    private Duration rejections = Duration.ofSeconds(10);
    private boolean stamps = true;

    private Builder() {}

    /** The maximum number of documents; at least 1, by default 20. */
    public Builder workflows(int workflows) {
      this.workflows = workflows;
      return this;
    }

    /**
     * The maximum heap that all documents retain together, in bytes (estimated); by default 50
     * million. The least recently used documents are evicted; a document larger than the maximum is
     * not kept.
     */
    public Builder bytes(long bytes) {
      this.bytes = bytes;
      return this;
    }

    /** How long a rejection is kept; by default 10 seconds. */
    public Builder rejections(Duration kept) {
      rejections = Objects.requireNonNull(kept, "kept");
      return this;
    }

    /**
     * Whether files are looked up by their stamp; true by default. Otherwise each load reads its
     * file and looks up the content.
     */
    public Builder stamps(boolean stamps) {
      this.stamps = stamps;
      return this;
    }

    /**
     * A cache with these limits.
     *
     * @throws IllegalArgumentException if a maximum is below 1 or the time is negative
     */
    public WorkflowCache build() {
      return new WorkflowCache(new CacheOptions(workflows, bytes, rejections, stamps));
    }
  }
}
