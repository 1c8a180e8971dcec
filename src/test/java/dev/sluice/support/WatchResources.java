package dev.sluice.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The handles and threads of watches, on Linux. */
public final class WatchResources {

  private WatchResources() {}

  /** The number of open watch services that watch a directory; other tests may have their own. */
  public static long handles(Path directory) throws IOException {
    String inode = "ino:" + Long.toHexString((long) Files.getAttribute(directory, "unix:ino"));
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fdinfo"))) {
      return open.filter(file -> content(file).contains(inode + " ")).count();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  /** The number of threads of watches that are not among others. */
  public static long threads(Set<Thread> others) {
    return threads().stream().filter(thread -> !others.contains(thread)).count();
  }

  /** The threads of all watches. */
  public static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sluice-watch"))
        .filter(thread -> !thread.getName().contains("evictor"))
        .collect(Collectors.toSet());
  }

  /** Waits until a watch that has ended has closed its handle and ended its thread. */
  public static void awaitNone(Path directory, Set<Thread> others) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (handles(directory) + threads(others) > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
