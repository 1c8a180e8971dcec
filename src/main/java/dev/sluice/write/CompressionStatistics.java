package dev.sluice.write;

import dev.sluice.config.Compression;

/**
 * How many bytes a document has in each compression.
 *
 * @param plain bytes unpacked
 * @param gzip bytes packed with gzip
 * @param zstd bytes packed with zstd
 */
public record CompressionStatistics(long plain, long gzip, long zstd) {

  /** Bytes in one compression. */
  public long bytes(Compression compression) {
    return switch (compression) {
      case PLAIN -> plain;
      case GZIP -> gzip;
      case ZSTD -> zstd;
    };
  }

  /** How many times smaller than unpacked: 1 for plain, more where packing pays. */
  public double ratio(Compression compression) {
    return (double) plain / bytes(compression);
  }
}
