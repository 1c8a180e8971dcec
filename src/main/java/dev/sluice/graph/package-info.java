/** The nodes and connections of a definition as a graph, for runners, editors and rules. */
@NullMarked
package dev.sluice.graph;

import org.jspecify.annotations.NullMarked;
