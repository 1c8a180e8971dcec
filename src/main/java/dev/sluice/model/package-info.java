/** The immutable values that a load produces. */
@NullMarked
package dev.sluice.model;

import org.jspecify.annotations.NullMarked;
