package dev.sluice.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Breaks lines at spaces to fit the width of a terminal.
 *
 * <p>A word longer than a line is not broken, so that paths and pointers can be copied. Escape
 * sequences of {@link Paint} take no columns.
 */
public final class LineWrap {

  private static final int INDENT = 4;
  private static final Pattern ESCAPE_SEQUENCE = Pattern.compile("\u001B\\[[0-9;]*m");

  private LineWrap() {}

  /** A text of several lines, each of them broken as {@link #of} does. */
  public static String ofEach(String text, int columns) {
    return text.lines().map(line -> of(line, columns) + "\n").collect(Collectors.joining());
  }

  /**
   * The line broken into several, with all except the first indented by four columns, or by two
   * more than the first.
   *
   * @param line without line feeds, except for one at the end
   */
  public static String of(String line, int columns) {
    if (width(line) <= columns) {
      return line;
    }
    int leading = line.length() - line.stripLeading().length();
    String indent = " ".repeat(Math.max(INDENT, leading + 2));
    StringBuilder wrapped = new StringBuilder();
    int filled = 0;
    boolean first = true;
    for (String word : line.split("(?<=[^ ]) ", -1)) {
      int width = width(word);
      if (first) {
        filled = width;
        first = false;
      } else if (filled + 1 + width <= columns) {
        wrapped.append(' ');
        filled += 1 + width;
      } else {
        wrapped.append('\n').append(indent);
        filled = indent.length() + width(word.stripLeading());
        wrapped.append(word.stripLeading());
        continue;
      }
      wrapped.append(word);
    }
    return wrapped.toString();
  }

  /**
   * The words of a text in lines of at most this width; a longer word has a line of its own.
   *
   * @param columns at least 1
   */
  public static List<String> lines(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int filled = 0;
    for (String word : text.split("(?<=[^ ]) ", -1)) {
      int width = width(word);
      if (filled > 0 && filled + 1 + width > columns) {
        lines.add(line.toString());
        line.setLength(0);
        filled = 0;
      }
      if (filled > 0) {
        line.append(' ');
        filled++;
      }
      line.append(word);
      filled += width;
    }
    lines.add(line.toString());
    return lines;
  }

  /** The width of the longest word, which is not broken. */
  public static int longestWord(String text) {
    return Stream.of(text.split(" ")).mapToInt(LineWrap::width).max().orElse(0);
  }

  private static int width(String text) {
    return DisplayWidth.of(ESCAPE_SEQUENCE.matcher(text.stripTrailing()).replaceAll(""));
  }
}
