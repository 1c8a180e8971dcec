/** Runs git. */
@NullMarked
package dev.sluice.git;

import org.jspecify.annotations.NullMarked;
