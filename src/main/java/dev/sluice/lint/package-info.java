/**
 * Lint: rules about likely mistakes in a workflow, whose findings never reject a document. They are
 * checked on request, on a definition that could be built.
 */
@NullMarked
package dev.sluice.lint;

import org.jspecify.annotations.NullMarked;
