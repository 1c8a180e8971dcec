/** Immutable values that a load results in; imports nothing of Sluice. */
@NullMarked
package dev.sluice.model;

import org.jspecify.annotations.NullMarked;
