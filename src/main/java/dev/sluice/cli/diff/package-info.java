/** Differences of inputs: comparing files and directories, and the formats of the result. */
@NullMarked
package dev.sluice.cli.diff;

import org.jspecify.annotations.NullMarked;
