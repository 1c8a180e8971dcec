package dev.sluice.scan;

import dev.sluice.error.UnreadableSourceException;
import dev.sluice.file.SmallFile;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The failure to read a part of a tree, worded as for other sources. */
final class Unreadable {

  private Unreadable() {}

  static UnreadableSourceException because(Path path, IOException cause) {
    return because(path, SmallFile.reason(cause), cause);
  }

  static UnreadableSourceException because(Path path, String reason) {
    return because(path, reason, null);
  }

  private static UnreadableSourceException because(
      Path path, String reason, @Nullable Throwable cause) {
    String name = path.toString().isEmpty() ? "." : path.toString();
    return new UnreadableSourceException(
        Finding.of(FindingCode.UNREADABLE, "Cannot read \"" + Quote.safe(name) + "\": " + reason),
        cause);
  }
}
