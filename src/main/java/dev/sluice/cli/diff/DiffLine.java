package dev.sluice.cli.diff;

import dev.sluice.diff.Difference;
import dev.sluice.diff.Difference.ConnectionAdded;
import dev.sluice.diff.Difference.ConnectionChanged;
import dev.sluice.diff.Difference.ConnectionRemoved;
import dev.sluice.diff.Difference.KindChanged;
import dev.sluice.diff.Difference.NodeAdded;
import dev.sluice.diff.Difference.NodeChanged;
import dev.sluice.diff.Difference.NodeRemoved;
import dev.sluice.diff.Difference.NodeRenamed;
import dev.sluice.diff.Difference.PartChanged;
import dev.sluice.diff.ValueChange;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.output.MaskedChange;
import dev.sluice.text.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The differences of a workflow on one line: the first of them, and the number of the rest. */
public final class DiffLine {

  private static final int MOST_SHOWN = 3;
  private static final int LEAST_COLUMNS = 40;

  private DiffLine() {}

  /**
   * The line; safe to print, with secrets masked.
   *
   * @param columns the approximate width of the line; at least three differences are shown if they
   *     are short
   */
  public static String of(WorkflowDiff diff, int columns) {
    ValueText values = new ValueText(Math.max(columns, LEAST_COLUMNS) / 4);
    List<String> parts = new ArrayList<>();
    for (Difference difference : diff.differences()) {
      if (parts.size() == MOST_SHOWN) {
        parts.add(diff.differences().size() - MOST_SHOWN + " more");
        break;
      }
      parts.add(of(difference, values));
    }
    String folded = DifferenceCounts.folded(diff);
    if (!folded.isEmpty()) {
      parts.add(folded);
    }
    return parts.isEmpty() ? "same content" : String.join("; ", parts);
  }

  private static String of(Difference difference, ValueText values) {
    if (difference instanceof NodeAdded added) {
      return "+" + Quote.safe(added.node().id());
    } else if (difference instanceof NodeRemoved removed) {
      return "-" + Quote.safe(removed.node().id());
    } else if (difference instanceof NodeChanged changed) {
      return "~" + Quote.safe(changed.after().id()) + changes(changed.changes(), values);
    } else if (difference instanceof NodeRenamed renamed) {
      return Quote.safe(renamed.before().id()) + " > " + Quote.safe(renamed.after().id());
    } else if (difference instanceof ConnectionAdded added) {
      return "+" + DiffText.connection(added.connection());
    } else if (difference instanceof ConnectionRemoved removed) {
      return "-" + DiffText.connection(removed.connection());
    } else if (difference instanceof ConnectionChanged changed) {
      return "~" + DiffText.connection(changed.after());
    } else if (difference instanceof PartChanged part) {
      String name = part.part().name().toLowerCase(Locale.ROOT);
      return "~" + name + " " + change(MaskedChange.of(part), values);
    } else if (difference instanceof KindChanged kind) {
      return "~kind " + kind.before().label() + " > " + kind.after().label();
    }
    throw new IllegalStateException("unknown difference " + difference.getClass());
  }

  private static String changes(List<ValueChange> changes, ValueText values) {
    if (changes.isEmpty()) {
      return "";
    }
    String first = " " + change(MaskedChange.of(changes.get(0)), values);
    return changes.size() == 1 ? first : first + " (+" + (changes.size() - 1) + ")";
  }

  private static String change(ValueChange masked, ValueText values) {
    String path = Quote.safe(masked.pathText());
    return switch (masked.kind()) {
      case ADDED -> "+" + path + " " + values.of(masked.after().orElse(null));
      case REMOVED -> "-" + path;
      case CHANGED ->
          path + " " + values.ofBoth(masked.before().orElse(null), masked.after().orElse(null));
      case REORDERED, RESPELLED -> path + " (notation)";
    };
  }
}
