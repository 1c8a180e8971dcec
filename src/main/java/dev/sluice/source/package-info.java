/** Where bytes come from: cold, re-readable sources and the stamps that identify them. */
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;
