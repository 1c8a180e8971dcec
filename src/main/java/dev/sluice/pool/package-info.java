/**
 * Live nodes reused by one workflow after another, for hosts with nodes that are expensive to
 * create.
 */
@NullMarked
package dev.sluice.pool;

import org.jspecify.annotations.NullMarked;
