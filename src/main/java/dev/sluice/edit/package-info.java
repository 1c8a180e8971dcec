/**
 * Changes to definitions. An edited definition is assembled in the same way as a load, so this
 * package imports {@code assemble}.
 */
@NullMarked
package dev.sluice.edit;

import org.jspecify.annotations.NullMarked;
