/** Caches results of reading by content, and shares concurrent loads of the same document. */
@NullMarked
package dev.sluice.cache;

import org.jspecify.annotations.NullMarked;
