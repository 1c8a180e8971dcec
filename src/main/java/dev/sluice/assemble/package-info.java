/** Records and node types put together into definitions and live nodes. */
@NullMarked
package dev.sluice.assemble;

import org.jspecify.annotations.NullMarked;
