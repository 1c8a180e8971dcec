/**
 * The rules: limits, security and form of each record as it passes, the graph at the end; imports
 * record, registry and what these may.
 */
@NullMarked
package dev.sluice.check;

import org.jspecify.annotations.NullMarked;
