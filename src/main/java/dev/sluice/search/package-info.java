/**
 * Searches documents and directory trees for node types, config keys, values, variables,
 * connections and names.
 */
@NullMarked
package dev.sluice.search;

import org.jspecify.annotations.NullMarked;
