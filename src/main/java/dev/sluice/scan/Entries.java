package dev.sluice.scan;

import org.jspecify.annotations.Nullable;

/** The entries of a tree, one after another. */
interface Entries {

  /** The next entry; null when there is none left. Blocks while it looks for one. */
  @Nullable TreeEntry next();

  /** Makes a step that runs on another thread return soon. */
  void cancel();
}
