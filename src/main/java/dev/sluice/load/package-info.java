/** Runs one load from its source to live nodes; {@code LoadPipeline} is the whole way. */
@NullMarked
package dev.sluice.load;

import org.jspecify.annotations.NullMarked;
