/** Live nodes that serve one workflow after another, for hosts whose nodes are costly to make. */
@NullMarked
package dev.sluice.pool;

import org.jspecify.annotations.NullMarked;
