package dev.sluice.scan;

import org.jspecify.annotations.Nullable;

/** The entries of a tree, one after another. */
interface Entries {

  /** The next entry, or null at the end. Blocks until it is found. */
  @Nullable TreeEntry next();

  /** Makes a running {@link #next} on another thread return soon. */
  void cancel();
}
