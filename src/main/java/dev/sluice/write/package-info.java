/** Writes definitions as bytes and files: layout, compression, atomic replacement. */
@NullMarked
package dev.sluice.write;

import org.jspecify.annotations.NullMarked;
