package dev.sluice.scan;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import java.util.List;
import java.util.Objects;

/**
 * What a scan looks for, in which order, and the bounds it keeps; immutable.
 *
 * @param globs patterns of the files looked for, as in an ignore file and relative to the directory
 *     scanned; where there are none, every name that ends in {@code .json}, {@code .json.gz} or
 *     {@code .json.zst} in any case
 * @param recursive whether directories within the directory are looked into
 * @param order in which order files come
 * @param skipped whether what is left out is told, too
 * @param ignoreFiles names of the ignore files heeded in each directory, later ones having the last
 *     word
 * @param hidden whether directories are looked into that are hidden ({@code .git}, {@code .venv})
 *     or usually hold dependencies or build output: {@code node_modules}, {@code target} and {@code
 *     build}; where not, a glob that names one or an ignore file that negates it lets it in
 * @param concurrency files that are loaded at once, at least 1
 * @param maxDepth directories within one another, the one scanned included
 * @param maxEntries names in all directories together
 * @param maxBytes bytes of a file on disk
 */
public record ScanOptions(
    List<String> globs,
    boolean recursive,
    Order order,
    boolean skipped,
    List<String> ignoreFiles,
    boolean hidden,
    int concurrency,
    int maxDepth,
    int maxEntries,
    long maxBytes) {

  /** The order of files. */
  public enum Order {
    /**
     * Depth first, in each directory as its file system orders paths: found as the walk goes on.
     */
    PATH,
    /** The last modified one first: found when the whole tree has been listed. */
    NEWEST_FIRST
  }

  private static final ScanOptions DEFAULTS = builder().build();

  /** Checks the bounds. */
  public ScanOptions {
    globs = List.copyOf(Objects.requireNonNull(globs, "globs"));
    Objects.requireNonNull(order, "order");
    ignoreFiles = List.copyOf(Objects.requireNonNull(ignoreFiles, "ignoreFiles"));
    requirePositive("concurrency", concurrency);
    requirePositive("maxDepth", maxDepth);
    requirePositive("maxEntries", maxEntries);
    requirePositive("maxBytes", maxBytes);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }

  /** What {@link #builder()} begins with. */
  public static ScanOptions defaults() {
    return DEFAULTS;
  }

  /**
   * A builder of recursive scans in the order of paths that tell nothing of what they leave out,
   * heed {@code .sluiceignore}, leave out hidden, dependency and build directories, load a file per
   * processor at once, and keep to 100 levels, 1,000,000 names and files within {@link
   * Limit#COMPRESSED_BYTES} of {@link Limits#untrusted()}.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** The options of a scan one by one; for one thread, and for any number of options. */
  public static final class Builder {
    private List<String> globs = List.of();
    private boolean recursive = true;
    private Order order = Order.PATH;
    private boolean skipped;
    private List<String> ignoreFiles = List.of(".sluiceignore");
    private boolean hidden;
    private int concurrency = Runtime.getRuntime().availableProcessors();
    private int maxDepth = 100;
    private int maxEntries = 1_000_000;
    private long maxBytes = Limits.untrusted().of(Limit.COMPRESSED_BYTES);

    private Builder() {}

    /** See {@link ScanOptions#globs()}. */
    public Builder globs(String... globs) {
      this.globs = List.of(Objects.requireNonNull(globs, "globs"));
      return this;
    }

    /** See {@link ScanOptions#recursive()}. */
    public Builder recursive(boolean deep) {
      recursive = deep;
      return this;
    }

    /** See {@link ScanOptions#order()}. */
    public Builder order(Order order) {
      this.order = Objects.requireNonNull(order, "order");
      return this;
    }

    /** See {@link ScanOptions#skipped()}. */
    public Builder skipped(boolean told) {
      skipped = told;
      return this;
    }

    /** See {@link ScanOptions#ignoreFiles()}. */
    public Builder ignoreFiles(String... ignoreFiles) {
      this.ignoreFiles = List.of(Objects.requireNonNull(ignoreFiles, "ignoreFiles"));
      return this;
    }

    /** See {@link ScanOptions#hidden()}. */
    public Builder hidden(boolean wanted) {
      hidden = wanted;
      return this;
    }

    /** See {@link ScanOptions#concurrency()}. */
    public Builder concurrency(int files) {
      concurrency = files;
      return this;
    }

    /** See {@link ScanOptions#maxDepth()}. */
    public Builder maxDepth(int levels) {
      maxDepth = levels;
      return this;
    }

    /** See {@link ScanOptions#maxEntries()}. */
    public Builder maxEntries(int names) {
      maxEntries = names;
      return this;
    }

    /** See {@link ScanOptions#maxBytes()}. */
    public Builder maxBytes(long bytes) {
      maxBytes = bytes;
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if a bound is below 1
     */
    public ScanOptions build() {
      return new ScanOptions(
          globs,
          recursive,
          order,
          skipped,
          ignoreFiles,
          hidden,
          concurrency,
          maxDepth,
          maxEntries,
          maxBytes);
    }
  }
}
