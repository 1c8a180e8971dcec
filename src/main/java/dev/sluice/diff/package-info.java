/**
 * What changed between two workflow definitions: nodes, configs key by key, connections, variables,
 * settings, metadata and frames.
 */
@NullMarked
package dev.sluice.diff;

import org.jspecify.annotations.NullMarked;
