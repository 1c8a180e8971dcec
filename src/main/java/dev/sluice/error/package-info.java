/** What can go wrong with a load, told by who can mend it. */
@NullMarked
package dev.sluice.error;

import org.jspecify.annotations.NullMarked;
