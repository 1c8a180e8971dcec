package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Glyph;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import java.util.List;

/**
 * Formats a line of a document with a mark under a token.
 *
 * <pre>
 *   12 |   "type": "IffNode",
 *      |           ^~~~~~~~~
 * </pre>
 *
 * <p>The characters of secrets are shown as asterisks. A long line is shortened on both sides of
 * the place. An unsafe character is shown as an escape, and the mark is as long as the escape.
 */
final class Excerpt {

  /** The maximum and the minimum number of columns of a line. */
  private static final int WIDEST = 100;

  private static final int NARROWEST = 20;

  private static final String ELLIPSIS = "…";

  private final Paint paint;
  private final int columns;

  /**
   * Excerpts for a terminal.
   *
   * @param columns the width of the terminal
   */
  Excerpt(Paint paint, int columns) {
    this.paint = paint;
    this.columns = columns;
  }

  /** Two lines, each with a line feed. */
  String of(Passage passage, Place place, Severity severity) {
    List<Glyph> glyphs = Glyph.of(passage.shown());
    int first = indexOf(glyphs, passage.at());
    int last = indexOf(glyphs, passage.at() + passage.tokenLength());
    String number = Integer.toString(place.line());
    int width = width(number);
    int from = from(glyphs, first, width);
    int to = to(glyphs, from, width);
    String start = from > 0 || passage.isCutBefore() ? ELLIPSIS : "";
    String end = to < glyphs.size() || passage.isCutAfter() ? ELLIPSIS : "";

    StringBuilder line = new StringBuilder(start);
    glyphs.subList(from, to).forEach(glyph -> line.append(glyph.text()));
    String indent = " ".repeat(start.length() + width(glyphs, from, first));
    int marked = width(glyphs, first, Math.min(last, to));
    String mark = "^" + "~".repeat(Math.max(0, marked - 1));

    return paint.dim("  " + number + " | ")
        + line
        + end
        + "\n"
        + paint.dim("  " + " ".repeat(number.length()) + " | ")
        + indent
        + paint.as(severity, mark)
        + "\n";
  }

  /** The number of columns for a line between its number and the ellipses. */
  private int width(String number) {
    int around = number.length() + 5 + 2 * ELLIPSIS.length();
    return Math.max(NARROWEST, Math.min(WIDEST, columns - around));
  }

  private static int indexOf(List<Glyph> glyphs, int at) {
    int index = 0;
    while (index < glyphs.size() && glyphs.get(index).from() < at) {
      index++;
    }
    return index;
  }

  /** The index of the first glyph to show: 0 if the rest fits, otherwise one near the place. */
  private static int from(List<Glyph> glyphs, int first, int most) {
    int after = Math.min(width(glyphs, first, glyphs.size()), most * 3 / 5);
    int from = first;
    int columns = after;
    while (from > 0 && columns + glyphs.get(from - 1).width() <= most) {
      columns += glyphs.get(--from).width();
    }
    return from;
  }

  private static int to(List<Glyph> glyphs, int from, int most) {
    int to = from;
    int columns = 0;
    while (to < glyphs.size() && columns + glyphs.get(to).width() <= most) {
      columns += glyphs.get(to++).width();
    }
    return to;
  }

  private static int width(List<Glyph> glyphs, int from, int to) {
    return glyphs.subList(from, Math.max(from, to)).stream().mapToInt(Glyph::width).sum();
  }
}
