/** The façade: how a workflow document becomes definitions and live nodes. */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
