/** The ways a load can fail, each saying who must fix it. */
@NullMarked
package dev.sluice.error;

import org.jspecify.annotations.NullMarked;
