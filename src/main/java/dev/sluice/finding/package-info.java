/** Collects what is found in one document, with its places, up to the limits. */
@NullMarked
package dev.sluice.finding;

import org.jspecify.annotations.NullMarked;
