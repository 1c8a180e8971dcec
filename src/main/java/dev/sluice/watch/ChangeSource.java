package dev.sluice.watch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reports which paths of a tree may have changed. Used by one thread, and closed by any. */
interface ChangeSource extends Closeable {

  /**
   * The changes that were noticed.
   *
   * @param paths paths that may have changed, with repetitions
   * @param incomplete whether further changes may have been missed
   */
  record Signs(List<Path> paths, boolean incomplete) {

    static final Signs NONE = new Signs(List.of(), false);
  }

  /**
   * Begins to report changes of the names in a directory, and of the files that they name. A
   * directory that has been reported under another path is reported under this one from now on.
   *
   * @throws IOException if the directory does not exist any more, or there are not enough resources
   */
  void add(Path directory) throws IOException;

  /** Whether changes in a directory are still reported; they end with the directory. */
  boolean isWatching(Path directory);

  /** Ends what {@link #add} began. */
  void remove(Path directory);

  /**
   * Waits until something is noticed or the time is over.
   *
   * @param nanos the longest time to wait
   */
  Signs await(long nanos) throws InterruptedException;

  /** Frees everything, and lets {@link #await} return at once. */
  @Override
  void close();
}
