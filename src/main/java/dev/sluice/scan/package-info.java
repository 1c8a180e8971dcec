/**
 * Directory scans: a lazy walk over a tree, and a load applied to each file found.
 *
 * <p>The scanner accepts functions, so it does not depend on a loader.
 */
@NullMarked
package dev.sluice.scan;

import org.jspecify.annotations.NullMarked;
