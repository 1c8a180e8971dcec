/** A package as it should be. */
@NullMarked
package dev.sluice.arch.planted.marked;

import org.jspecify.annotations.NullMarked;
