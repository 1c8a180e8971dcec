/**
 * Pictures of workflows as text: SVG, Mermaid and DOT.
 *
 * <p>Everything is computed from the definition, with a built-in table of character widths and
 * without the JDK's conversions of numbers, so a picture has the same bytes everywhere.
 */
@NullMarked
package dev.sluice.render;

import org.jspecify.annotations.NullMarked;
