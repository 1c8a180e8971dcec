/** What a tree of workflows is made of: counts of names, and the sizes of workflows. */
@NullMarked
package dev.sluice.stats;

import org.jspecify.annotations.NullMarked;
