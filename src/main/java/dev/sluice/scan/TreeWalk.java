package dev.sluice.scan;

import dev.sluice.error.LimitExceededException;
import dev.sluice.error.WorkflowException;
import dev.sluice.file.Unreadable;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.scan.DirectoryScanner.Guide;
import dev.sluice.scan.DirectoryScanner.TreeEntries;
import dev.sluice.scan.ignore.IgnoreRules;
import dev.sluice.scan.ignore.IgnoreRules.IgnoreFile;
import dev.sluice.scan.ignore.PathPattern;
import dev.sluice.text.Quantity;
import dev.sluice.write.WorkflowWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A depth-first walk through a tree.
 *
 * <p>The names of a directory are read at once and sorted, so no directory is open between two
 * steps and no handle can leak. The memory holds the names of the directories on the path from the
 * root. Used by one thread at a time.
 */
final class TreeWalk implements TreeEntries {

  /** Directories that usually hold dependencies or build output, besides hidden ones. */
  private static final Set<String> DEPENDENCIES_AND_OUTPUT =
      Set.of("node_modules", "target", "build");

  private final Path root;
  private final ScanOptions options;
  private final Guide guide;
  private final NameFilter filter;

  /** The names that occur in the globs. */
  private final Set<String> named;

  /** The directories on the path from the root to the current one, which comes first. */
  private final Deque<Level> levels = new ArrayDeque<>();

  /** The names on the path from the root to the current entry. */
  private final List<String> way = new ArrayList<>();

  /** Entries that opening a directory has produced. */
  private final Queue<TreeEntry> pending = new ArrayDeque<>();

  private int listed;
  private boolean begun;
  private volatile boolean cancelled;

  TreeWalk(Path root, ScanOptions options, Guide guide) {
    this.root = root;
    this.options = options;
    this.guide = guide;
    this.filter = new NameFilter(options.globs());
    this.named =
        options.globs().stream()
            .flatMap(glob -> Arrays.stream(glob.split("/", -1)))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The rest of a directory.
   *
   * @param depth the number of names that lead to it
   */
  private record Level(Iterator<Path> names, IgnoreRules rules, int depth) {}

  @Override
  public @Nullable TreeEntry next() {
    if (!begun) {
      begun = true;
      openRoot();
    }
    while (!cancelled) {
      TreeEntry entry = pending.poll();
      Level level = levels.peek();
      if (entry == null && level == null) {
        return null;
      }
      if (entry == null && level != null) {
        if (level.names.hasNext()) {
          entry = visit(level, level.names.next());
        } else {
          levels.pop();
        }
      }
      if (entry != null && (options.skipped() || !(entry instanceof TreeEntry.Skipped))) {
        return entry;
      }
    }
    return null;
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  private void openRoot() {
    try {
      // the root itself may be a link, which is meant to be followed
      BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
      if (!attributes.isDirectory()) {
        throw Unreadable.because(root, "it is not a directory");
      }
      if (guide.enters(root, attributes)) {
        open(root, 0);
      }
    } catch (IOException e) {
      throw Unreadable.because(root, e);
    }
  }

  private @Nullable TreeEntry visit(Level level, Path path) {
    if (!guide.visits(path)) {
      return null;
    }
    way.subList(level.depth, way.size()).clear();
    way.add(path.getFileName().toString());
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean directory = attributes.isDirectory();
      Optional<Boolean> ignored = ignored(directory);
      if (ignored.orElse(false)) {
        return new TreeEntry.Skipped(path, SkipReason.IGNORED);
      }
      if (directory && ignored.isEmpty() && isHidden(path.getFileName().toString())) {
        return new TreeEntry.Skipped(path, SkipReason.HIDDEN);
      }
      return directory ? enter(path, attributes) : entry(path, attributes);
    } catch (NoSuchFileException e) {
      return null; // deleted since its directory was read
    } catch (IOException e) {
      return new TreeEntry.Failed(path, Unreadable.because(path, e));
    }
  }

  /** Whether the current entry is ignored; empty if no ignore file has a rule for it. */
  private Optional<Boolean> ignored(boolean directory) {
    for (Level level : levels) {
      Optional<Boolean> ignored = level.rules.ignores(way, level.depth, directory);
      if (ignored.isPresent()) {
        return ignored;
      }
    }
    return Optional.empty();
  }

  private boolean isHidden(String directory) {
    return !options.hidden()
        && (directory.startsWith(".") || DEPENDENCIES_AND_OUTPUT.contains(directory))
        && !named.contains(directory);
  }

  private TreeEntry entry(Path path, BasicFileAttributes attributes) {
    Optional<SkipReason> reason = skipReason(path, attributes);
    return reason.isPresent()
        ? new TreeEntry.Skipped(path, reason.get())
        : new TreeEntry.File(path, attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  private Optional<SkipReason> skipReason(Path path, BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return Optional.of(SkipReason.LINK);
    }
    if (WorkflowWriter.isTemporary(path)) {
      return Optional.of(SkipReason.TEMPORARY);
    }
    if (!filter.accepts(way)) {
      return Optional.of(SkipReason.OTHER_NAME);
    }
    // opening a pipe would block until there is a writer
    if (!attributes.isRegularFile()) {
      return Optional.of(SkipReason.SPECIAL);
    }
    return attributes.size() > options.maxBytes()
        ? Optional.of(SkipReason.TOO_LARGE)
        : Optional.empty();
  }

  private @Nullable TreeEntry enter(Path directory, BasicFileAttributes attributes)
      throws IOException {
    if (!options.recursive()) {
      return new TreeEntry.Skipped(directory, SkipReason.DIRECTORY);
    }
    if (way.size() == options.maxDepth()) {
      return over(
          directory,
          "The directory is deeper than the limit of "
              + options.maxDepth()
              + "; scan it separately");
    }
    if (guide.enters(directory, attributes)) {
      open(directory, way.size());
    }
    return null;
  }

  /** Reads a directory's names and makes it the current one. */
  private void open(Path directory, int depth) throws IOException {
    int left = options.maxEntries() - listed;
    Listing listing = Listing.of(directory, left, () -> cancelled);
    if (listing.isCut()) {
      pending.add(
          over(
              directory,
              "In this directory, the tree exceeds the limit of "
                  + Quantity.of(options.maxEntries(), "entry", "entries")
                  + "; scan its parts separately"));
      return;
    }
    listed += listing.paths().size();
    IgnoreRules rules = IgnoreRules.NONE;
    for (String name : options.ignoreFiles()) {
      Path file = directory.resolve(name);
      try {
        rules = rules.then(IgnoreFile.read(file));
      } catch (IOException e) {
        pending.add(new TreeEntry.Failed(file, Unreadable.because(file, e)));
      }
    }
    levels.push(new Level(listing.paths().iterator(), rules, depth));
  }

  private static TreeEntry over(Path directory, String message) {
    WorkflowException failure =
        new LimitExceededException(Finding.of(FindingCode.LIMIT_EXCEEDED, message), null);
    return new TreeEntry.Failed(directory, failure);
  }

  /** Selects the files of a scan by name. */
  static final class NameFilter {

    private static final List<String> ENDINGS = List.of(".json", ".json.gz", ".json.zst");

    private final List<PathPattern> globs;

    NameFilter(List<String> globs) {
      this.globs = globs.stream().map(PathPattern::of).toList();
    }

    /** Whether a path, given by its names from the root, is selected. */
    boolean accepts(List<String> way) {
      if (!globs.isEmpty()) {
        return globs.stream().anyMatch(glob -> glob.matches(way, 0));
      }
      String name = last(way).toLowerCase(Locale.ROOT);
      return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static String last(List<String> way) {
      return way.get(way.size() - 1);
    }
  }
}
