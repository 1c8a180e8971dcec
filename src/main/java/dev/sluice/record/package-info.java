/**
 * Tokens to records: header members, nodes and connections in document order; imports stage, json,
 * value and level 0.
 */
@NullMarked
package dev.sluice.record;

import org.jspecify.annotations.NullMarked;
