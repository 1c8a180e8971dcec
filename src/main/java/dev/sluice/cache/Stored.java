package dev.sluice.cache;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells, before a document is decoded, that it is one that was seen already.
 *
 * <p>The options belong to it, not only to the value: whether stored bytes can be decoded at all is
 * for the limits to say.
 */
sealed interface Stored {

  /**
   * The state of a file as its folder tells it.
   *
   * @param options what decides the outcome besides the document
   * @param path the file's real path, all links followed
   * @param size its length in bytes
   * @param modified when it was last written, as exactly as the file system knows
   * @param fileKey its identity within the file system, such as device and inode, if it has one
   */
  record FileStamp(
      Object options, Path path, long size, FileTime modified, @Nullable Object fileKey)
      implements Stored {}

  /**
   * Bytes in memory.
   *
   * @param options what decides the outcome besides the document
   * @param digest of the bytes as they are stored, packed or not
   */
  record Image(Object options, Digest digest) implements Stored {}

  /** Something that nothing tells yet; never equal to another. */
  final class Unknown implements Stored {}
}
