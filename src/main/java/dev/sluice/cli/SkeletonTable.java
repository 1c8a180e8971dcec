package dev.sluice.cli;

import dev.sluice.cli.terminal.DisplayWidth;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.text.Quote;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A table of skeletons with columns of fixed width, written row by row.
 *
 * <p>On a terminal, names are shortened at the end and paths at the beginning to fit a line.
 */
final class SkeletonTable {

  private static final int LONGEST_NAME = 40;
  private static final int SHORTEST_NAME = 12;
  private static final int SHORTEST_PATH = 12;

  /** The width of all columns except names and paths, including all gaps. */
  private static final int FIXED = 39;

  private static final String CUT = "…";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Paint paint;
  private final ZoneId zone;
  private final int nameWidth;
  private final int pathWidth;

  /**
   * A table.
   *
   * @param columns the width of a line; unlimited without a terminal
   * @param zone the time zone for times
   */
  SkeletonTable(Paint paint, int columns, ZoneId zone) {
    this.paint = paint;
    this.zone = zone;
    nameWidth = Math.max(SHORTEST_NAME, Math.min(LONGEST_NAME, (columns - FIXED) / 2));
    pathWidth = Math.max(SHORTEST_PATH, columns - FIXED - nameWidth);
  }

  /** The line with the column titles. */
  String header() {
    return paint.bold(
            line(padded("NAME", nameWidth), "NODES", "CONNS", "TYPES", "MODIFIED        ", "PATH"))
        + "\n";
  }

  /** The line of one skeleton. */
  String row(WorkflowSkeleton skeleton, Instant modified, String path) {
    return line(
            padded(cutEnd(Quote.safe(skeleton.name())), nameWidth),
            Long.toString(skeleton.nodeCount()),
            Long.toString(skeleton.connectionCount()),
            Integer.toString(skeleton.nodeTypes().size()),
            TIME.format(modified.atZone(zone)),
            cutBeginning(Quote.safe(path)))
        + "\n";
  }

  private static String line(
      String name, String nodes, String connections, String types, String modified, String path) {
    return String.format(
        "%s  %5s %5s %5s  %s  %s", name, nodes, connections, types, modified, path);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - DisplayWidth.of(text)));
  }

  private String cutEnd(String name) {
    if (DisplayWidth.of(name) <= nameWidth) {
      return name;
    }
    int end = 0;
    for (int width = 1; end < name.length(); ) {
      int next = name.codePointAt(end);
      width += DisplayWidth.of(next);
      if (width > nameWidth) {
        break;
      }
      end += Character.charCount(next);
    }
    return name.substring(0, end) + CUT;
  }

  private String cutBeginning(String path) {
    if (DisplayWidth.of(path) <= pathWidth) {
      return path;
    }
    int begin = path.length();
    for (int width = 1; begin > 0; ) {
      int before = path.codePointBefore(begin);
      width += DisplayWidth.of(before);
      if (width > pathWidth) {
        break;
      }
      begin -= Character.charCount(before);
    }
    return CUT + path.substring(begin);
  }
}
