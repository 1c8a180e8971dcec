package dev.sluice.diff;

import dev.sluice.value.Elements;
import java.util.ArrayList;
import java.util.List;

/**
 * The changed lines of a text, with three unchanged lines around each group of changes.
 *
 * @param hunks the groups of changed lines; empty if the texts are equal, or too long to be
 *     compared
 * @param differing the number of lines that differ; for each change, the lines of its longer side
 */
public record TextChange(List<Hunk> hunks, int differing) {

  /**
   * Longer texts are not compared line by line, because the effort grows with the square of the
   * number of lines.
   */
  public static final int MOST_LINES = 2000;

  private static final int CONTEXT = 3;

  /** Makes the list unmodifiable. */
  public TextChange {
    hunks = Elements.listOf(hunks, "hunks");
  }

  /**
   * A group of changed lines and the unchanged lines around them.
   *
   * @param beforeLine the number of its first line in the first text, 1-based; one less if the
   *     group has no line there
   * @param afterLine the number of its first line in the second text, in the same way
   * @param lines its lines
   */
  public record Hunk(int beforeLine, int afterLine, List<Line> lines) {

    /** Makes the list unmodifiable. */
    public Hunk {
      lines = Elements.listOf(lines, "lines");
    }

    /** The number of lines that exist on one side. */
    public int count(Side side) {
      return (int)
          lines.stream().filter(line -> line.side() == Side.BOTH || line.side() == side).count();
    }
  }

  /**
   * A line without its line break.
   *
   * @param side the texts that have it
   */
  public record Line(Side side, String text) {}

  /** One of the two texts. */
  public enum Side {
    BEFORE,
    AFTER,
    BOTH
  }

  /**
   * The changed lines of two texts. If one of them has more than {@value #MOST_LINES} lines between
   * the first and the last difference, there are no hunks.
   */
  public static TextChange between(String before, String after) {
    boolean whole = endsWithLine(before) && endsWithLine(after);
    List<String> old = lines(before, whole);
    List<String> now = lines(after, whole);
    Alignment alignment = Alignment.of(old, now, MOST_LINES);
    int differing =
        alignment.edits().stream().mapToInt(edit -> Math.max(edit.removed(), edit.added())).sum();
    return alignment.complete()
        ? new TextChange(new HunkBuilder(old, now).of(alignment.edits()), differing)
        : new TextChange(List.of(), differing);
  }

  private static boolean endsWithLine(String text) {
    return text.isEmpty() || text.endsWith("\n");
  }

  /** The lines of a text; {@code whole} means that each line ends with a line break. */
  private static List<String> lines(String text, boolean whole) {
    List<String> lines = List.of(text.split("\n", -1));
    return whole ? lines.subList(0, lines.size() - 1) : lines;
  }

  /** Groups changes that are close to each other, and adds the lines around them. */
  private static final class HunkBuilder {
    private final List<String> before;
    private final List<String> after;
    private final List<Hunk> hunks = new ArrayList<>();
    private List<Line> lines = new ArrayList<>();
    private int beforeStart;
    private int afterStart;
    private int taken; // lines of the first text that are in a hunk

    HunkBuilder(List<String> before, List<String> after) {
      this.before = before;
      this.after = after;
    }

    List<Hunk> of(List<Alignment.Edit> edits) {
      for (Alignment.Edit edit : edits) {
        if (lines.isEmpty() || edit.before() - taken > 2 * CONTEXT) {
          finish();
          int context = Math.min(CONTEXT, edit.before() - taken);
          beforeStart = edit.before() - context;
          afterStart = edit.after() - context;
          taken = beforeStart;
        }
        add(Side.BOTH, before.subList(taken, edit.before()));
        add(Side.BEFORE, before.subList(edit.before(), edit.beforeEnd()));
        add(Side.AFTER, after.subList(edit.after(), edit.afterEnd()));
        taken = edit.beforeEnd();
      }
      finish();
      return hunks;
    }

    private void add(Side side, List<String> texts) {
      texts.forEach(text -> lines.add(new Line(side, text)));
    }

    private void finish() {
      if (lines.isEmpty()) {
        return;
      }
      int end = Math.min(before.size(), taken + CONTEXT);
      add(Side.BOTH, before.subList(taken, end));
      taken = end;
      boolean onlyAdded = lines.stream().allMatch(line -> line.side() == Side.AFTER);
      boolean onlyRemoved = lines.stream().allMatch(line -> line.side() == Side.BEFORE);
      hunks.add(
          new Hunk(
              onlyAdded ? beforeStart : beforeStart + 1,
              onlyRemoved ? afterStart : afterStart + 1,
              lines));
      lines = new ArrayList<>();
    }
  }
}
