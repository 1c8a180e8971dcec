/** The immutable values that a load produces; imports no other package except for text. */
@NullMarked
package dev.sluice.model;

import org.jspecify.annotations.NullMarked;
