/**
 * Trees of workflow files followed as they change.
 *
 * <p>A watch keeps an index of what it has emitted. Events of the file system only say which paths
 * to look at again: what is emitted is the difference between the index and a new walk.
 */
@NullMarked
package dev.sluice.watch;

import org.jspecify.annotations.NullMarked;
