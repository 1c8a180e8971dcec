/** Collects the findings of one document, with their places, up to the limits. */
@NullMarked
package dev.sluice.finding;

import org.jspecify.annotations.NullMarked;
