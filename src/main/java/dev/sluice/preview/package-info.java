/**
 * Tokens to a skeleton: the grammar of {@code record} with another effect, which keeps the values
 * of a preview and skips the rest. Imports record, json, value, stage and level 0.
 */
@NullMarked
package dev.sluice.preview;

import org.jspecify.annotations.NullMarked;
