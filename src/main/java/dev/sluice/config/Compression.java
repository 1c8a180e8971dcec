package dev.sluice.config;

import java.util.Locale;
import java.util.Objects;

/**
 * The compression of a document. A read detects it from the content; a write derives it from the
 * file's name unless an option sets it.
 */
public enum Compression {
  /** No compression. */
  PLAIN("", 0, 0, 0),
  /** gzip, RFC 1952; levels 0 to 9, 6 by default. */
  GZIP(".gz", 0, 9, 6),
  /** Zstandard, RFC 8878; levels 1 to 22, 6 by default. */
  ZSTD(".zst", 1, 22, 6);

  private final String extension;
  private final int fastest;
  private final int densest;
  private final int standardLevel;

  Compression(String extension, int fastest, int densest, int standardLevel) {
    this.extension = extension;
    this.fastest = fastest;
    this.densest = densest;
    this.standardLevel = standardLevel;
  }

  /** The compression for a file name, by its extension; case-insensitive. */
  public static Compression ofName(String fileName) {
    String lower = Objects.requireNonNull(fileName, "fileName").toLowerCase(Locale.ROOT);
    return lower.endsWith(GZIP.extension) ? GZIP : lower.endsWith(ZSTD.extension) ? ZSTD : PLAIN;
  }

  /** The extension of such files with its dot, such as {@code .gz}; empty for {@link #PLAIN}. */
  public String extension() {
    return extension;
  }

  /** The default level. */
  public int standardLevel() {
    return standardLevel;
  }

  /**
   * Checks a level and returns it.
   *
   * @throws IllegalArgumentException if this compression does not have the level
   */
  public int requireLevel(int level) {
    if (level < fastest || level > densest) {
      throw new IllegalArgumentException(
          this == PLAIN
              ? "plain documents have no level"
              : label() + " has levels " + fastest + " to " + densest + ", not " + level);
    }
    return level;
  }

  /** The name in messages and options: the constant in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
