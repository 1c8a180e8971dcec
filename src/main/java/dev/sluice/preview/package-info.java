/**
 * Tokens to a skeleton: the grammar of {@code record} with another effect, one that keeps what a
 * preview shows and passes over the rest; imports record, json, value, stage and level 0.
 */
@NullMarked
package dev.sluice.preview;

import org.jspecify.annotations.NullMarked;
