/** The contract of the stages of the load pipeline. */
@NullMarked
package dev.sluice.stage;

import org.jspecify.annotations.NullMarked;
