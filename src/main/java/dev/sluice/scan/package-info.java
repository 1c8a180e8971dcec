/**
 * Trees of files in: a lazy walk over a directory, and any load applied to what it finds.
 *
 * <p>The scanner takes functions, so it knows of no loader.
 */
@NullMarked
package dev.sluice.scan;

import org.jspecify.annotations.NullMarked;
