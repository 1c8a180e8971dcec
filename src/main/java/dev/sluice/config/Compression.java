package dev.sluice.config;

import java.util.Locale;
import java.util.Objects;

/**
 * How the bytes of a document are packed; when reading told by their content, when writing by the
 * file's name unless it is said.
 */
public enum Compression {
  /** Not packed at all. */
  PLAIN("", 0, 0, 0),
  /** gzip, RFC 1952; levels 0 to 9, 6 by default. */
  GZIP(".gz", 0, 9, 6),
  /** Zstandard, RFC 8878; levels 1 to 22, 6 by default. */
  ZSTD(".zst", 1, 22, 6);

  private final String suffix;
  private final int fastest;
  private final int densest;
  private final int standardLevel;

  Compression(String suffix, int fastest, int densest, int standardLevel) {
    this.suffix = suffix;
    this.fastest = fastest;
    this.densest = densest;
    this.standardLevel = standardLevel;
  }

  /** The compression that a file's name asks for, upper or lower case. */
  public static Compression ofName(String fileName) {
    String lower = Objects.requireNonNull(fileName, "fileName").toLowerCase(Locale.ROOT);
    return lower.endsWith(GZIP.suffix) ? GZIP : lower.endsWith(ZSTD.suffix) ? ZSTD : PLAIN;
  }

  /** What a file packed so has at the end of its name, empty for {@link #PLAIN}. */
  public String suffix() {
    return suffix;
  }

  /** The level that is used where none is asked for. */
  public int standardLevel() {
    return standardLevel;
  }

  /**
   * The level itself.
   *
   * @throws IllegalArgumentException if this compression has no such level
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

  /** The name for people and options: the constant in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
