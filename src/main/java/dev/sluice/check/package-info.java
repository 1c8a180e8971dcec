/**
 * The rules: limits, security and form of each record, and the graph at the end; imports record,
 * registry and the packages these may import.
 */
@NullMarked
package dev.sluice.check;

import org.jspecify.annotations.NullMarked;
