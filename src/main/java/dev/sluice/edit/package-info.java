/**
 * Changes to definitions. Imports assemble, because an edited definition is put together as a load
 * does it; record for the dialects; types and registry; value and level 0.
 */
@NullMarked
package dev.sluice.edit;

import org.jspecify.annotations.NullMarked;
