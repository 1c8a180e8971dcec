package dev.sluice.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The temporary files of writers: their names, and the removal of those left behind by a killed
 * process.
 *
 * <p>A writer searches a directory when it first writes there, and removes temporary files older
 * than an hour. Younger ones may belong to a running process.
 */
public final class Leftovers {

  private static final Duration AGE = Duration.ofHours(1);

  /** The maximum number of searched directories that a writer remembers. */
  private static final int MOST_DIRECTORIES = 1_000;

  private static final String PREFIX = ".sluice-";
  private static final String EXTENSION = ".tmp";
  private static final Pattern NAME = Pattern.compile("\\.sluice-[0-9a-f]{16}\\.tmp");

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<Path, Boolean> swept = new ConcurrentHashMap<>();

  /**
   * The temporary files of one writer.
   *
   * @param clock determines the age of a file
   */
  public Leftovers(Clock clock) {
    this.clock = clock;
  }

  /** Whether the name of a file is that of a writer's temporary file. */
  public static boolean isLeftover(Path file) {
    Path name = file.getFileName();
    return name != null && NAME.matcher(name.toString()).matches();
  }

  /** A new unpredictable name that no other writer uses. */
  String newName() {
    return PREFIX + HexFormat.of().toHexDigits(random.nextLong()) + EXTENSION;
  }

  /** Removes leftovers in a directory on the first call for it. */
  void sweepOnce(Path directory) {
    if (swept.size() >= MOST_DIRECTORIES) {
      swept.clear();
    }
    if (swept.putIfAbsent(directory, true) == null) {
      sweep(directory);
    }
  }

  private void sweep(Path directory) {
    Instant old = clock.instant().minus(AGE);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Leftovers::isLeftover)) {
      for (Path file : files) {
        if (isOlder(file, old)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // not a reason to fail: a later write may be able to remove the files
    }
  }

  private static boolean isOlder(Path file, Instant old) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.isRegularFile() && attributes.lastModifiedTime().toInstant().isBefore(old);
  }
}
