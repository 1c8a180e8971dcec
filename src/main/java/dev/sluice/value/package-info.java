/** JSON objects, lists and recurring names as compact, immutable Java values; uses only the JDK. */
@NullMarked
package dev.sluice.value;

import org.jspecify.annotations.NullMarked;
