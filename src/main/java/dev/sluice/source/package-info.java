/** Bytes in: files, arrays and publishers as cold, re-readable sources. */
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;
