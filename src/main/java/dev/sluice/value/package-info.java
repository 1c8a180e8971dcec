/** JSON objects, lists and repeated names as compact, immutable Java values; JDK only. */
@NullMarked
package dev.sluice.value;

import org.jspecify.annotations.NullMarked;
