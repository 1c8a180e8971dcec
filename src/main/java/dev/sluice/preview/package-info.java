/**
 * Tokens to a skeleton: uses the grammar of {@code record}, but keeps only the values that a
 * preview shows and skips the rest. Imports record, json, value, stage and level 0.
 */
@NullMarked
package dev.sluice.preview;

import org.jspecify.annotations.NullMarked;
