package dev.sluice.scan;

import dev.sluice.error.Quote;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What cannot be read in a tree, and why, in the words of the other sources. */
final class Unreadable {

  private Unreadable() {}

  static UnreadableSourceException because(Path path, IOException cause) {
    return because(path, reason(cause), cause);
  }

  static UnreadableSourceException because(Path path, String reason) {
    return because(path, reason, null);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "There is no such file";
    }
    if (cause instanceof AccessDeniedException) {
      return "It may not be read";
    }
    if (cause instanceof NotDirectoryException) {
      return "It is not a directory";
    }
    String told = cause instanceof FileSystemException known ? known.getReason() : null;
    return told == null ? "It cannot be read" : told;
  }

  private static UnreadableSourceException because(
      Path path, String reason, @Nullable Throwable cause) {
    String name = path.toString().isEmpty() ? "." : path.toString();
    return new UnreadableSourceException(
        Finding.of(FindingCode.UNREADABLE, "Cannot read \"" + Quote.safe(name) + "\": " + reason),
        cause);
  }
}
