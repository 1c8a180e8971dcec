/** Places of values of a definition, found by reading its document a second time. */
@NullMarked
package dev.sluice.locate;

import org.jspecify.annotations.NullMarked;
