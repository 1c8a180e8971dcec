/**
 * Lint: rules about likely mistakes in a workflow, whose findings never reject a document. They are
 * checked on request, if a definition could be built.
 */
@NullMarked
package dev.sluice.lint;

import org.jspecify.annotations.NullMarked;
