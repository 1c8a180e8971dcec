/** Metrics and observations of loads, for hosts that bring Micrometer. */
@NullMarked
package dev.sluice.metrics;

import org.jspecify.annotations.NullMarked;
