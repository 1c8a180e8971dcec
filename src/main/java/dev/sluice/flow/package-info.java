/** Stages as Reactor operators, and the boundary that ends a load on any exception or error. */
@NullMarked
package dev.sluice.flow;

import org.jspecify.annotations.NullMarked;
