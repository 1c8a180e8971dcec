package dev.sluice.cli.diff;

import dev.sluice.diff.TextChange;
import dev.sluice.diff.TextChange.Hunk;
import dev.sluice.diff.TextChange.Line;
import dev.sluice.diff.TextChange.Side;
import dev.sluice.text.Quantity;
import dev.sluice.text.Secrets;
import java.util.ArrayList;
import java.util.List;

/** Changed lines in the form of a unified diff, with secrets masked. */
public final class UnifiedText {

  private UnifiedText() {}

  /** The lines of a change, without the names of the texts. */
  public static List<String> of(TextChange change) {
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
      for (Line line : hunk.lines()) {
        lines.add(sign(line.side()) + Secrets.maskedJson(line.text()));
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
