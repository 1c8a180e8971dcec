/** The rules a record and a whole graph must keep. */
@NullMarked
package dev.sluice.check;

import org.jspecify.annotations.NullMarked;
