/** Limits, profiles and policies of a load as immutable values. */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
