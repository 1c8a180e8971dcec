/**
 * Emits the changes of workflow files in directory trees.
 *
 * <p>A watch keeps an index of what it has emitted. Events of the file system only determine which
 * paths are walked again: the watch emits the differences between the index and a new walk.
 */
@NullMarked
package dev.sluice.watch;

import org.jspecify.annotations.NullMarked;
