/** Growable columns of primitive values and of compactly stored strings. */
@NullMarked
package dev.sluice.column;

import org.jspecify.annotations.NullMarked;
