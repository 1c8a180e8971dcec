package dev.sluice.scan;

import dev.sluice.scan.DirectoryScanner.TreeEntries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tree with its files ordered by modification time, newest first; files with the
 * same time keep the order of the tree.
 *
 * <p>All other entries come first, as they are found. The files can be sorted only when the whole
 * tree has been listed; until then one {@link TreeEntry.File} is kept for each.
 */
final class NewestFirst implements TreeEntries {

  private final TreeEntries tree;
  private final List<TreeEntry.File> files = new ArrayList<>();
  private @Nullable Deque<TreeEntry.File> sorted;

  NewestFirst(TreeEntries tree) {
    this.tree = tree;
  }

  @Override
  public @Nullable TreeEntry next() {
    Deque<TreeEntry.File> rest = sorted;
    if (rest == null) {
      TreeEntry other = collect();
      if (other != null) {
        return other;
      }
      files.sort(Comparator.comparing(TreeEntry.File::modified, Collections.reverseOrder()));
      rest = new ArrayDeque<>(files);
      files.clear();
      sorted = rest;
    }
    return rest.poll();
  }

  /** Collects files up to the next entry that is not a file. */
  private @Nullable TreeEntry collect() {
    TreeEntry entry = tree.next();
    while (entry instanceof TreeEntry.File file) {
      files.add(file);
      entry = tree.next();
    }
    return entry;
  }

  @Override
  public void cancel() {
    tree.cancel();
  }
}
