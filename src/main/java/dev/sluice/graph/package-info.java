/** Questions about the nodes and connections of a definition; imports level 0, digraph, types. */
@NullMarked
package dev.sluice.graph;

import org.jspecify.annotations.NullMarked;
