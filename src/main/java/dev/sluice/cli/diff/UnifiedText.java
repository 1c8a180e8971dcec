package dev.sluice.cli.diff;

import dev.sluice.diff.TextChange;
import dev.sluice.diff.TextChange.Hunk;
import dev.sluice.diff.TextChange.Line;
import dev.sluice.diff.TextChange.Side;
import dev.sluice.text.Quantity;
import dev.sluice.text.SecretSpans;
import dev.sluice.text.Secrets;
import java.util.ArrayList;
import java.util.List;

/** Changed lines in the form of a unified diff, with secrets masked. */
public final class UnifiedText {

  private UnifiedText() {}

  /**
   * The changed lines of two documents, without their names. Secrets are masked before the lines
   * are separated, because only the enclosing members show what is a secret. If only a secret
   * changed, its line appears as removed and added with the same text.
   */
  public static List<String> between(String before, String after) {
    return of(TextChange.between(before, after), masked(before), masked(after));
  }

  private static Masking masked(String document) {
    String[] lines = SecretSpans.masked(document).split("\n", -1);
    return (number, line) -> lines[number - 1];
  }

  /** The lines of a change of a value, without the names of the texts. */
  static List<String> of(TextChange change) {
    Masking each = (number, line) -> Secrets.maskedJson(line);
    return of(change, each, each);
  }

  /** Masks a line with a number, 1-based. */
  @FunctionalInterface
  private interface Masking {
    String of(int number, String line);
  }

  private static List<String> of(TextChange change, Masking before, Masking after) {
    List<String> lines = new ArrayList<>();
    if (change.hunks().isEmpty() && change.differing() > 0) {
      lines.add(tooLong(change));
    }
    for (Hunk hunk : change.hunks()) {
      lines.add(
          "@@ -%d,%d +%d,%d @@"
              .formatted(
                  hunk.beforeLine(),
                  hunk.count(Side.BEFORE),
                  hunk.afterLine(),
                  hunk.count(Side.AFTER)));
      int old = hunk.beforeLine();
      int now = hunk.afterLine();
      for (Line line : hunk.lines()) {
        String text =
            line.side() == Side.AFTER ? after.of(now, line.text()) : before.of(old, line.text());
        lines.add(sign(line.side()) + text);
        old += line.side() == Side.AFTER ? 0 : 1;
        now += line.side() == Side.BEFORE ? 0 : 1;
      }
    }
    return lines;
  }

  /** The line for texts that are too long to be compared line by line. */
  static String tooLong(TextChange change) {
    return Quantity.of(change.differing(), "line differs", "lines differ");
  }

  private static String sign(Side side) {
    return switch (side) {
      case BEFORE -> "-";
      case AFTER -> "+";
      case BOTH -> " ";
    };
  }
}
