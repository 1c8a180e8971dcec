package dev.sluice.watch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The index of a tree: its directories and, in each, the files by name. For one thread. */
final class TreeIndex {

  private final Map<Path, Directory> directories = new TreeMap<>();

  /** The state of a path when it was last read. */
  enum State {
    ACCEPTED,
    REJECTED,
    /** Not a workflow; nothing has been emitted for it. */
    FOREIGN,
    /** It could not be read. */
    FAILED;

    /** Whether a document has been emitted for it. */
    boolean isShown() {
      return this == ACCEPTED || this == REJECTED;
    }
  }

  /** A directory that is watched. */
  static final class Directory {

    /** A key that no directory has. */
    private static final Object NONE = new Object();

    /** Its identity within the file system, if there is one. */
    @Nullable Object key;

    int sweep;
    private final Map<String, Known> files = new HashMap<>();

    /** Forgets the directory, so that one found later at its path counts as new. */
    void forget() {
      key = NONE;
    }
  }

  /** A file, or a directory that cannot be read. */
  static final class Known {
    final State state;

    /** SHA-256 of the bytes as stored; of the message if it could not be read. */
    final byte[] digest;

    long size;
    @Nullable Instant modified;

    /** The number of the last sweep that has seen it. */
    int sweep;

    Known(State state, byte[] digest) {
      this.state = state;
      this.digest = digest;
    }

    /** Records a stamp with which a later walk recognises that the file has not changed. */
    void stamp(long itsSize, @Nullable Instant trusted) {
      size = itsSize;
      modified = trusted;
    }

    boolean hasStamp(long itsSize, Instant itsTime) {
      return size == itsSize && Objects.equals(modified, itsTime);
    }

    boolean hasContent(byte[] other) {
      return Arrays.equals(digest, other);
    }
  }

  @Nullable Directory directory(Path path) {
    return directories.get(path);
  }

  /** The entry of a directory; created if it does not exist. */
  Directory enter(Path path) {
    return directories.computeIfAbsent(path, any -> new Directory());
  }

  /** Drops forgotten directories that have no files left. */
  void trim() {
    directories
        .values()
        .removeIf(directory -> directory.key == Directory.NONE && directory.files.isEmpty());
  }

  /** All directories, each before those in it. */
  Map<Path, Directory> directories() {
    return directories;
  }

  @Nullable Known file(Path path) {
    Directory directory = directories.get(parent(path));
    return directory == null ? null : directory.files.get(name(path));
  }

  void put(Path path, Known known) {
    enter(parent(path)).files.put(name(path), known);
  }

  void remove(Path path) {
    Directory directory = directories.get(parent(path));
    if (directory != null) {
      directory.files.remove(name(path));
    }
  }

  /** Calls a function with the files of a directory. */
  void eachFile(Path directory, BiConsumer<Path, Known> action) {
    Directory known = directories.get(directory);
    if (known != null) {
      known.files.forEach((name, file) -> action.accept(directory.resolve(name), file));
    }
  }

  /** The number of files in a state. */
  int count(State state) {
    return (int)
        directories.values().stream()
            .flatMap(directory -> directory.files.values().stream())
            .filter(file -> file.state == state)
            .count();
  }

  /** The directory that contains a path; the empty path if the path is a single name. */
  static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path.getFileSystem().getPath("") : parent;
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
