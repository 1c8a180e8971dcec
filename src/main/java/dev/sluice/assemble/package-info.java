/**
 * Turns records into definitions, and definitions into live nodes; imports record, registry and the
 * packages these may import.
 */
@NullMarked
package dev.sluice.assemble;

import org.jspecify.annotations.NullMarked;
