/** Grammar events turned into the records of a workflow document. */
@NullMarked
package dev.sluice.record;

import org.jspecify.annotations.NullMarked;
