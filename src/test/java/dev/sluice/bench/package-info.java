/** Benchmarks: ratios of one run over the same bytes, never absolute claims. */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
