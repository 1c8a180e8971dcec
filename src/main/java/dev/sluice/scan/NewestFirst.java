package dev.sluice.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tree with its files in the order of their last modification, newest first, and
 * files of one time in the order of the tree.
 *
 * <p>Everything else comes first, as it is met; for the files the whole tree has to be known. Kept
 * is one {@link TreeEntry.File} for each of them, until it is given out.
 */
final class NewestFirst implements Entries {

  private final Entries tree;
  private final List<TreeEntry.File> files = new ArrayList<>();
  private @Nullable Deque<TreeEntry.File> sorted;

  NewestFirst(Entries tree) {
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

  /** Collects files up to the next entry that is none. */
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
