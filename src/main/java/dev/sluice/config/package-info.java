/** Limits and options of a load. */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
