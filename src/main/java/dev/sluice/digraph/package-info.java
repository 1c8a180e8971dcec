/** Directed graphs of numbered nodes: adjacency, orders, cycles, reachability. */
@NullMarked
package dev.sluice.digraph;

import org.jspecify.annotations.NullMarked;
