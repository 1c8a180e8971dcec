package dev.sluice.cli;

import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import java.util.List;

/**
 * A line of a document with a mark under a token of it.
 *
 * <pre>
 *   12 |   "type": "IffNode",
 *      |           ^~~~~~~~~
 * </pre>
 *
 * <p>A long line is cut on both sides of the place; marks on what is unfit for a terminal are as
 * long as its escape.
 */
final class Excerpt {

  /** Columns of a line that are shown at most. */
  private static final int WIDTH = 100;

  /** Columns of them that precede the place where the line is cut. */
  private static final int BEFORE = 40;

  private static final String ELLIPSIS = "…";

  private final Paint paint;

  Excerpt(Paint paint) {
    this.paint = paint;
  }

  /** Two lines, each with a line feed. */
  String of(Passage passage, Place place, Severity severity) {
    List<Glyph> glyphs = Glyph.of(passage.line());
    int first = indexOf(glyphs, passage.at());
    int last = indexOf(glyphs, passage.at() + passage.tokenLength());
    int from = from(glyphs, first);
    int to = to(glyphs, from);
    String start = from > 0 || passage.isCutBefore() ? ELLIPSIS : "";
    String end = to < glyphs.size() || passage.isCutAfter() ? ELLIPSIS : "";

    StringBuilder line = new StringBuilder(start);
    glyphs.subList(from, to).forEach(glyph -> line.append(glyph.text()));
    String indent = " ".repeat(start.length() + width(glyphs, from, first));
    int marked = width(glyphs, first, Math.min(last, to));
    String mark = "^" + "~".repeat(Math.max(0, marked - 1));

    String number = Integer.toString(place.line());
    return paint.dim("  " + number + " | ")
        + line
        + end
        + "\n"
        + paint.dim("  " + " ".repeat(number.length()) + " | ")
        + indent
        + paint.as(severity, mark)
        + "\n";
  }

  private static int indexOf(List<Glyph> glyphs, int at) {
    int index = 0;
    while (index < glyphs.size() && glyphs.get(index).from() < at) {
      index++;
    }
    return index;
  }

  /** The first glyph to show: the first of all if the rest fits, else one near the place. */
  private static int from(List<Glyph> glyphs, int first) {
    int after = Math.min(width(glyphs, first, glyphs.size()), WIDTH - BEFORE);
    int from = first;
    int columns = after;
    while (from > 0 && columns + glyphs.get(from - 1).width() <= WIDTH) {
      columns += glyphs.get(--from).width();
    }
    return from;
  }

  private static int to(List<Glyph> glyphs, int from) {
    int to = from;
    int columns = 0;
    while (to < glyphs.size() && columns + glyphs.get(to).width() <= WIDTH) {
      columns += glyphs.get(to++).width();
    }
    return to;
  }

  private static int width(List<Glyph> glyphs, int from, int to) {
    return glyphs.subList(from, Math.max(from, to)).stream().mapToInt(Glyph::width).sum();
  }
}
