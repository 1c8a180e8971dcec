/**
 * Pictures of workflows as text: SVG, Mermaid and DOT.
 *
 * <p>Everything is computed from the definition alone, with a table of character widths of its own,
 * and numbers are printed without the JDK's conversions, so a picture has the same bytes
 * everywhere.
 */
@NullMarked
package dev.sluice.render;

import org.jspecify.annotations.NullMarked;
