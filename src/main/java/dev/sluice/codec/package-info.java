/** Compression, recognised by content and bounded by limits. */
@NullMarked
package dev.sluice.codec;

import org.jspecify.annotations.NullMarked;
