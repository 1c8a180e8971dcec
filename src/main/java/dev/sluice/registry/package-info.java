/** Node types by name and the providers that contribute them. */
@NullMarked
package dev.sluice.registry;

import org.jspecify.annotations.NullMarked;
