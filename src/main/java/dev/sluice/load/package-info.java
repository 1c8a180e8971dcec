/** Runs a load from its source to live nodes; {@code LoadPipeline} shows the whole pipeline. */
@NullMarked
package dev.sluice.load;

import org.jspecify.annotations.NullMarked;
