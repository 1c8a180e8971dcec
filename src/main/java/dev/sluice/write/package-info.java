/**
 * Definitions to bytes and files: layout, compression, atomic replacement. Imports codec, source,
 * record (for the dialects), value and level 0.
 */
@NullMarked
package dev.sluice.write;

import org.jspecify.annotations.NullMarked;
