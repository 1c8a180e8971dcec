/** Faults of documents that can be corrected without a decision by a person. */
@NullMarked
package dev.sluice.fix;

import org.jspecify.annotations.NullMarked;
