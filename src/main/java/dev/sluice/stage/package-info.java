/** The contract of a pipeline step, and what guards the work that steps do. */
@NullMarked
package dev.sluice.stage;

import org.jspecify.annotations.NullMarked;
