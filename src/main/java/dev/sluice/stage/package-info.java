/** The contract of all steps of the pipeline; imports no other package of Sluice. */
@NullMarked
package dev.sluice.stage;

import org.jspecify.annotations.NullMarked;
