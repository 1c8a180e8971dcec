/**
 * Records and types to definitions, definitions to live nodes; imports record, registry and what
 * these may.
 */
@NullMarked
package dev.sluice.assemble;

import org.jspecify.annotations.NullMarked;
