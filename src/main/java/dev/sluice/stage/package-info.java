/** The one contract every step of the pipeline keeps; imports nothing of Sluice. */
@NullMarked
package dev.sluice.stage;

import org.jspecify.annotations.NullMarked;
