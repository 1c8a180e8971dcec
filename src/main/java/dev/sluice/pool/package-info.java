/**
 * A pool of live nodes that several workflows use one after another, for hosts with nodes that are
 * expensive to create.
 */
@NullMarked
package dev.sluice.pool;

import org.jspecify.annotations.NullMarked;
