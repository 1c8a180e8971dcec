/** The built-in node types, decoded category by category. */
@NullMarked
package dev.sluice.registry.catalog;

import org.jspecify.annotations.NullMarked;
