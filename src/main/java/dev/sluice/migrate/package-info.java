/** Plans that write the successors of obsolete node types into definitions. */
@NullMarked
package dev.sluice.migrate;

import org.jspecify.annotations.NullMarked;
