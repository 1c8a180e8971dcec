/** Statistics of a tree of workflows: counts of names, and the sizes of workflows. */
@NullMarked
package dev.sluice.stats;

import org.jspecify.annotations.NullMarked;
