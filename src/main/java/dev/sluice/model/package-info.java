/**
 * What a workflow is once it has been read: immutable definitions, schemas, findings and places.
 */
@NullMarked
package dev.sluice.model;

import org.jspecify.annotations.NullMarked;
