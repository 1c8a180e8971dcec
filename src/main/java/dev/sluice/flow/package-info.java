/** Stages as Reactor operators, and the boundary that ends a load whatever is thrown within it. */
@NullMarked
package dev.sluice.flow;

import org.jspecify.annotations.NullMarked;
