/** Compact immutable maps and lists of plain Java values. */
@NullMarked
package dev.sluice.value;

import org.jspecify.annotations.NullMarked;
