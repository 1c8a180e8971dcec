/**
 * Definitions to bytes and files: layout, packing, atomic replacement; imports codec, source,
 * record, for what it knows of dialects, value and level 0.
 */
@NullMarked
package dev.sluice.write;

import org.jspecify.annotations.NullMarked;
