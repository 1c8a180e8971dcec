package dev.sluice.write;

import dev.sluice.config.Compression;

/**
 * The size of a document in each compression.
 *
 * @param plain bytes without compression
 * @param gzip bytes with gzip
 * @param zstd bytes with zstd
 */
public record CompressionStatistics(long plain, long gzip, long zstd) {

  /** The size in one compression. */
  public long bytes(Compression compression) {
    return switch (compression) {
      case PLAIN -> plain;
      case GZIP -> gzip;
      case ZSTD -> zstd;
    };
  }

  /** The uncompressed size divided by the compressed size; 1 for plain. */
  public double ratio(Compression compression) {
    return (double) plain / bytes(compression);
  }
}
