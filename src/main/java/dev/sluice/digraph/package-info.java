/** Directed graphs of numbered nodes: adjacency, orders, cycles, reachability; imports nothing. */
@NullMarked
package dev.sluice.digraph;

import org.jspecify.annotations.NullMarked;
