/** Growing columns of primitive values and packed text. */
@NullMarked
package dev.sluice.column;

import org.jspecify.annotations.NullMarked;
