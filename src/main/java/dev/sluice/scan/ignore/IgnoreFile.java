package dev.sluice.scan.ignore;

import dev.sluice.file.SmallFile;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The reading of an ignore file. */
public final class IgnoreFile {

  private static final int MOST_BYTES = 64 << 10;

  private IgnoreFile() {}

  /**
   * The rules of an ignore file; none where there is no such file.
   *
   * @throws IOException if it is not a regular file, too large, unreadable or not in UTF-8
   */
  public static IgnoreRules read(Path file) throws IOException {
    try {
      return IgnoreRules.parse(SmallFile.read(file, MOST_BYTES, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return IgnoreRules.NONE;
    }
  }
}
