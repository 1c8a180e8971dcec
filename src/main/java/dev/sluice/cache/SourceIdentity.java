package dev.sluice.cache;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Identifies stored bytes before they are decoded, to find documents seen before.
 *
 * <p>The options are part of the identity, because the limits determine whether stored bytes can be
 * decoded at all.
 */
sealed interface SourceIdentity {

  /**
   * The metadata of a file.
   *
   * @param options everything that determines the outcome apart from the document
   * @param path the file's real path, with all links resolved
   * @param size its size in bytes
   * @param modified its modification time, with the precision of the file system
   * @param fileKey its identity within the file system, such as device and inode, if available
   */
  record FileStamp(
      Object options, Path path, long size, FileTime modified, @Nullable Object fileKey)
      implements SourceIdentity {}

  /**
   * Bytes in memory.
   *
   * @param options everything that determines the outcome apart from the document
   * @param digest of the bytes as stored, compressed or not
   */
  record MemoryDigest(Object options, Digest digest) implements SourceIdentity {}

  /** Bytes that cannot be identified yet; never equal to others. */
  final class Unknown implements SourceIdentity {}
}
