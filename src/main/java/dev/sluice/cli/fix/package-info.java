/** Corrected inputs, and the formats in which they are reported. */
@NullMarked
package dev.sluice.cli.fix;

import org.jspecify.annotations.NullMarked;
