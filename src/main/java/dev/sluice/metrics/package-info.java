/** Metrics and observations of loads, for hosts that use Micrometer. */
@NullMarked
package dev.sluice.metrics;

import org.jspecify.annotations.NullMarked;
