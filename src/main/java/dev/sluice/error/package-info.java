/** The failures of a load, one exception type for each party that can fix them. */
@NullMarked
package dev.sluice.error;

import org.jspecify.annotations.NullMarked;
