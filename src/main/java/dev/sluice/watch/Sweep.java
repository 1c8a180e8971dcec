package dev.sluice.watch;

import dev.sluice.scan.DirectoryScanner.Guide;
import dev.sluice.scan.TreeEntry;
import dev.sluice.watch.DebouncedPaths.Due;
import dev.sluice.watch.TreeIndex.Directory;
import dev.sluice.watch.TreeIndex.Known;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the parts of a tree that are due: finds which files to read and which are gone, and
 * begins and ends the watches of directories. A directory is watched before its names are read, so
 * no change is missed in between.
 */
final class Sweep implements Guide {

  private final TreeIndex index;
  private final ChangeSource source;
  private final Due due;
  private final int number;

  /** Directories on the way to what is due. */
  private final Set<Path> ways = new HashSet<>();

  /** Directories that are read as a whole. */
  private final Set<Path> whole = new HashSet<>();

  private final Queue<Found> files = new ArrayDeque<>();
  private final List<TreeEntry.Failed> failures = new ArrayList<>();
  private @Nullable IOException unwatched;

  Sweep(TreeIndex index, ChangeSource source, Due due, int number) {
    this.index = index;
    this.source = source;
    this.due = due;
    this.number = number;
    for (Path path : due.paths()) {
      Path way = TreeIndex.parent(path);
      while (ways.add(way) && !way.equals(TreeIndex.parent(way))) {
        way = TreeIndex.parent(way);
      }
    }
  }

  /** A file that may have changed, and its entry in the index. */
  record Found(TreeEntry.File file, @Nullable Known known) {}

  @Override
  public boolean visits(Path path) {
    return due.everything()
        || due.paths().contains(path)
        || ways.contains(path)
        || whole.contains(TreeIndex.parent(path));
  }

  @Override
  public boolean enters(Path path, BasicFileAttributes attributes) throws IOException {
    Directory known = index.directory(path);
    Object key = attributes.fileKey();
    boolean isNew =
        known == null
            || !Objects.equals(known.key, key)
            || !source.isWatching(path) // another directory may have its key by now
            || (key == null && due.paths().contains(path));
    boolean isWatched = !isNew || watch(path);
    Directory entered = index.enter(path);
    entered.key = key;
    entered.sweep = number;
    if (!isWatched) {
      entered.forget();
    }
    boolean isWhole = due.everything() || isNew || whole.contains(TreeIndex.parent(path));
    if (isWhole) {
      whole.add(path);
    }
    return isWhole || ways.contains(path);
  }

  /** Begins to watch a directory, and returns whether that succeeds. */
  private boolean watch(Path path) throws IOException {
    try {
      source.add(path);
      return true;
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw e; // gone again
    } catch (FileSystemException e) {
      return false; // its names cannot be read either, which the walk reports
    } catch (IOException e) {
      unwatched = e;
      return false;
    }
  }

  /** Takes an entry of the walk. */
  void take(TreeEntry entry) {
    if (entry instanceof TreeEntry.Failed failed) {
      failures.add(failed);
    } else if (entry instanceof TreeEntry.File file) {
      Known known = index.file(file.path());
      if (known != null) {
        known.sweep = number;
      }
      boolean same = known != null && known.hasStamp(file.size(), file.modified());
      if (!same || due.paths().contains(file.path())) {
        files.add(new Found(file, known));
      }
    }
  }

  /** The files that may have changed; the receiver empties the queue. */
  Queue<Found> files() {
    return files;
  }

  List<TreeEntry.Failed> failures() {
    return failures;
  }

  /** The failure to watch a directory. */
  @Nullable IOException unwatched() {
    return unwatched;
  }

  /** The known files that no longer exist; also ends the watches of deleted directories. */
  List<Path> gone() {
    Set<Path> goneDirectories = new HashSet<>();
    List<Path> gone = new ArrayList<>();
    for (Map.Entry<Path, Directory> entry : index.directories().entrySet()) {
      Path path = entry.getKey();
      boolean isGone =
          entry.getValue().sweep != number
              && (due.everything()
                  || due.paths().contains(path)
                  || whole.contains(TreeIndex.parent(path))
                  || goneDirectories.contains(TreeIndex.parent(path)));
      if (isGone) {
        goneDirectories.add(path);
        source.remove(path);
        entry.getValue().forget();
      }
      if (isGone || whole.contains(path)) {
        index.eachFile(path, (file, known) -> addUnseen(file, known, gone));
      }
    }
    for (Path path : due.paths()) {
      Known known = index.file(path);
      if (known != null && !whole.contains(TreeIndex.parent(path))) {
        addUnseen(path, known, gone);
      }
    }
    index.trim();
    return gone;
  }

  private void addUnseen(Path path, Known known, List<Path> gone) {
    if (known.sweep != number) {
      gone.add(path);
    }
  }
}
