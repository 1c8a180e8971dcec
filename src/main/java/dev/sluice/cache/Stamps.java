package dev.sluice.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Identifies files by their metadata; blocking. */
final class Stamps {

  /*
   * A file can be written twice within one tick of the file system's clock, which is some
   * milliseconds on Linux and two seconds on FAT, and the second write would go unnoticed. So a
   * stamp is trusted only after the tick in which it was made, as in git's index ("racy git").
   */
  static final Duration YOUNG = Duration.ofSeconds(2);

  private final InstantSource clock;

  Stamps(InstantSource clock) {
    this.clock = clock;
  }

  /** The stamp of a file; null if it is too young to be trusted, or the file does not exist. */
  SourceIdentity.@Nullable FileStamp of(Object options, Path file) {
    try {
      Instant now = clock.instant();
      Path real = file.toRealPath();
      BasicFileAttributes is = Files.readAttributes(real, BasicFileAttributes.class);
      boolean old = is.lastModifiedTime().toInstant().plus(YOUNG).compareTo(now) <= 0;
      return old && is.isRegularFile()
          ? new SourceIdentity.FileStamp(
              options, real, is.size(), is.lastModifiedTime(), is.fileKey())
          : null;
    } catch (IOException e) {
      return null; // opening the file will report the problem
    }
  }

  /** The path used in stamps of this file, as far as it can still be resolved. */
  static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }
}
