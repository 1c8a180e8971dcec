package dev.sluice.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The reading of an ignore file. */
final class IgnoreFile {

  private static final int MOST_BYTES = 64 << 10;

  private IgnoreFile() {}

  /**
   * The rules of an ignore file; none where there is no such file.
   *
   * @throws IOException if it is no regular file, too large or unreadable
   */
  static IgnoreRules read(Path file) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw refused(file, "It is no regular file");
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw refused(file, "It has more than " + MOST_BYTES + " bytes");
        }
        return IgnoreRules.parse(new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (NoSuchFileException e) {
      return IgnoreRules.NONE;
    }
  }

  private static FileSystemException refused(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
