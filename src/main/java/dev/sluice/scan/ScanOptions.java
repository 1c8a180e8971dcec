package dev.sluice.scan;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.value.Elements;
import java.util.List;
import java.util.Objects;

/**
 * The selection, order and limits of a scan; immutable.
 *
 * @param globs patterns of the files to load, in the syntax of an ignore file and relative to the
 *     scanned directory; if empty, all files whose names end in {@code .json}, {@code .json.gz} or
 *     {@code .json.zst}, ignoring case
 * @param recursive whether subdirectories are scanned
 * @param order the order of the files
 * @param skipped whether skipped files and directories are emitted too
 * @param ignoreFiles names of the ignore files used in each directory; later ones take precedence
 * @param hidden whether to scan directories that are hidden ({@code .git}, {@code .venv}) or
 *     usually hold dependencies or build output: {@code node_modules}, {@code target} and {@code
 *     build}; if not, such a directory is still scanned if a glob names it or a negated rule of an
 *     ignore file matches it
 * @param concurrency the number of files to load at once, at least 1
 * @param maxDepth the maximum depth of nested directories, including the scanned one
 * @param maxEntries the maximum number of names in all directories together
 * @param maxBytes the maximum size of a file on disk, in bytes
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
     * Depth first, and within each directory in the order of paths of its file system. Files are
     * emitted during the walk.
     */
    PATH,
    /** Newest modification time first. Files are emitted when the whole tree has been listed. */
    NEWEST_FIRST
  }

  private static final ScanOptions DEFAULTS = builder().build();

  /** Checks the limits. */
  public ScanOptions {
    globs = Elements.listOf(globs, "globs");
    Objects.requireNonNull(order, "order");
    ignoreFiles = Elements.listOf(ignoreFiles, "ignoreFiles");
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

  /** The options of {@link #builder()} without changes. */
  public static ScanOptions defaults() {
    return DEFAULTS;
  }

  /**
   * A builder with these defaults: recursive, in the order of paths, without skipped entries, using
   * {@code .sluiceignore}, excluding hidden, dependency and build directories, loading one file per
   * processor at once; at most 100 levels, 1,000,000 names, and files within {@link
   * Limit#COMPRESSED_BYTES} of {@link Limits#untrusted()}.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds the options of a scan; not thread-safe, reusable. */
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
      this.globs = Elements.listOf(globs, "globs");
      return this;
    }

    /** See {@link ScanOptions#recursive()}. */
    public Builder recursive(boolean recursive) {
      this.recursive = recursive;
      return this;
    }

    /** See {@link ScanOptions#order()}. */
    public Builder order(Order order) {
      this.order = Objects.requireNonNull(order, "order");
      return this;
    }

    /** See {@link ScanOptions#skipped()}. */
    public Builder skipped(boolean skipped) {
      this.skipped = skipped;
      return this;
    }

    /** See {@link ScanOptions#ignoreFiles()}. */
    public Builder ignoreFiles(String... ignoreFiles) {
      this.ignoreFiles = Elements.listOf(ignoreFiles, "ignoreFiles");
      return this;
    }

    /** See {@link ScanOptions#hidden()}. */
    public Builder hidden(boolean hidden) {
      this.hidden = hidden;
      return this;
    }

    /** See {@link ScanOptions#concurrency()}. */
    public Builder concurrency(int concurrency) {
      this.concurrency = concurrency;
      return this;
    }

    /** See {@link ScanOptions#maxDepth()}. */
    public Builder maxDepth(int maxDepth) {
      this.maxDepth = maxDepth;
      return this;
    }

    /** See {@link ScanOptions#maxEntries()}. */
    public Builder maxEntries(int maxEntries) {
      this.maxEntries = maxEntries;
      return this;
    }

    /** See {@link ScanOptions#maxBytes()}. */
    public Builder maxBytes(long maxBytes) {
      this.maxBytes = maxBytes;
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if a limit is below 1
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
