/** Readings kept by the content of their document, and one load for all who ask at once. */
@NullMarked
package dev.sluice.cache;

import org.jspecify.annotations.NullMarked;
