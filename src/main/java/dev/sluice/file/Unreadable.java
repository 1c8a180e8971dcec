package dev.sluice.file;

import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Quote;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Creates the failures to read a file or a directory, with a common wording. */
public final class Unreadable {

  /** The beginning of the paths that a walk from the working directory finds. */
  private static final String HERE = "." + File.separator;

  private Unreadable() {}

  /** The failure to read a path, with the reason that the file system gives. */
  public static UnreadableSourceException because(Path path, IOException cause) {
    return because(path, reason(cause), cause);
  }

  /** The failure to read a path. */
  public static UnreadableSourceException because(Path path, String reason) {
    return because(path, reason, null);
  }

  private static UnreadableSourceException because(
      Path path, String reason, @Nullable Throwable cause) {
    String text = path.toString();
    String name = text.isEmpty() ? "." : text.startsWith(HERE) ? text.substring(2) : text;
    return because(name, reason, cause);
  }

  /** The failure to read a source with this name, for example because the name cannot be a path. */
  public static UnreadableSourceException because(
      String name, String reason, @Nullable Throwable cause) {
    return new UnreadableSourceException(
        Finding.of(FindingCode.UNREADABLE, message(name, reason)), cause);
  }

  /** The message for a name that cannot be read. */
  public static String message(String name, String reason) {
    return "Cannot read \"" + Quote.safe(name) + "\": " + reason;
  }

  /** Why a file could not be read, to follow the file's name and a colon. */
  public static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is not a directory";
    }
    // a FileSystemException has the path in its message; a failing read is a plain IOException
    String detail =
        failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
    return detail == null ? "the file system gives no reason" : Quote.safe(detail);
  }
}
