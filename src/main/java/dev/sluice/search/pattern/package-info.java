/**
 * Globs and regular expressions that are matched in linear time: the cost is at most the size of
 * the pattern times the length of the text, whatever they contain.
 */
@NullMarked
package dev.sluice.search.pattern;

import org.jspecify.annotations.NullMarked;
