/**
 * Search for uses of node types, config keys, values, variables, connections and names in documents
 * and directory trees.
 */
@NullMarked
package dev.sluice.search;

import org.jspecify.annotations.NullMarked;
