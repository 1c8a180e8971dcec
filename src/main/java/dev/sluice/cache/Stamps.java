package dev.sluice.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Tells files by what their folder says of them; blocking. */
final class Stamps {

  /*
   * A file can be written twice within one tick of its file system's clock, which is some
   * milliseconds on Linux and two seconds on FAT, and the second write does not show. So a stamp is
   * trusted only when the tick it was made in is over: the rule of git for its index ("racy git").
   */
  static final Duration YOUNG = Duration.ofSeconds(2);

  private final InstantSource clock;

  Stamps(InstantSource clock) {
    this.clock = clock;
  }

  /** The stamp of a file; null if it is too young to be trusted, or there is no such file. */
  Stored.@Nullable FileStamp of(Object options, Path file) {
    try {
      Instant now = clock.instant();
      Path real = file.toRealPath();
      BasicFileAttributes is = Files.readAttributes(real, BasicFileAttributes.class);
      boolean old = is.lastModifiedTime().toInstant().plus(YOUNG).compareTo(now) <= 0;
      return old && is.isRegularFile()
          ? new Stored.FileStamp(options, real, is.size(), is.lastModifiedTime(), is.fileKey())
          : null;
    } catch (IOException e) {
      return null; // whoever opens it will say what is wrong
    }
  }

  /** The path that stamps of this file have, as far as it can still be told. */
  static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }
}
