package dev.sluice.cli.diff;

import dev.sluice.cli.terminal.DisplayWidth;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
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
import dev.sluice.diff.TextChange;
import dev.sluice.diff.ValueChange;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Severity;
import dev.sluice.output.DifferenceJson;
import dev.sluice.output.MaskedChange;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import dev.sluice.text.Secrets;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Differences as text for people: a line for each, with changed values below. */
public final class DiffText implements DiffFormat {

  private static final String INDENT = "    ";
  private static final int USUAL_COLUMNS = 120;
  private static final int WIDEST_PATH = 28;
  private static final int MOST_MEMBERS = 5;

  private final Terminal terminal;
  private final Paint paint;
  private final boolean full;
  private final boolean summaryOnly;
  private final StringBuilder page = new StringBuilder();

  /**
   * Text on a terminal.
   *
   * @param full whether values are shown in full
   * @param summaryOnly whether only the counts are shown
   */
  public DiffText(Terminal terminal, boolean full, boolean summaryOnly) {
    this.terminal = terminal;
    this.paint = terminal.paint();
    this.full = full;
    this.summaryOnly = summaryOnly;
  }

  @Override
  public void write(Compared compared) throws IOException {
    Compared.Outcome outcome = compared.outcome();
    if (outcome instanceof Compared.Unreadable unreadable) {
      terminal.complain(unreadable.reason());
      return;
    }
    if (summaryOnly) {
      return;
    }
    page.setLength(0);
    if (outcome instanceof Compared.Workflows workflows) {
      addWorkflows(compared, workflows.diff());
    } else if (outcome instanceof Compared.Text text) {
      addTitle(compared);
      page.append("  ").append(paint.dim(Quote.safe(text.reason()))).append('\n');
      text.lines().forEach(line -> addDiffLine("", line));
    } else if (outcome instanceof Compared.FileAdded added) {
      addFile('+', compared.after(), " (" + nodes(added.nodes()) + ")");
    } else if (outcome instanceof Compared.FileRemoved removed) {
      addFile('-', compared.before(), " (" + nodes(removed.nodes()) + ")");
    } else if (outcome instanceof Compared.FileRenamed) {
      addFile('=', compared.title(), "  (same content)");
    }
    terminal.print(page);
  }

  @Override
  public void end(DifferenceCounts counted) throws IOException {
    terminal.print(LineWrap.of(counted.text(), terminal.columns()) + "\n");
  }

  private static String nodes(long count) {
    return Quantity.of(count, "node");
  }

  private void addTitle(Compared compared) {
    String title = LineWrap.of(Quote.safe(compared.title()), terminal.columns());
    page.append(paint.bold(title)).append('\n');
  }

  private void addFile(char sign, String name, String remark) {
    add(sign, "file", Quote.safe(name) + remark);
  }

  private void addWorkflows(Compared compared, WorkflowDiff diff) {
    if (diff.isEmpty() && diff.folded().isEmpty()) {
      return;
    }
    addTitle(compared);
    diff.differences().forEach(this::addDifference);
    String folded = DifferenceCounts.folded(diff);
    if (!folded.isEmpty()) {
      String line = LineWrap.of("  folded: " + folded + " (--all)", terminal.columns());
      page.append(paint.dim(line)).append('\n');
    }
  }

  private void add(char sign, String what, String text) {
    String line = painted(sign, sign + " " + what) + "  " + text;
    page.append(LineWrap.of(line, terminal.columns())).append('\n');
  }

  private String painted(char sign, String text) {
    return switch (sign) {
      case '+' -> paint.green(text);
      case '-' -> paint.as(Severity.ERROR, text);
      case '=' -> paint.as(Severity.INFO, text);
      default -> paint.as(Severity.WARNING, text);
    };
  }

  private void addDifference(Difference difference) {
    if (difference instanceof NodeAdded added) {
      add('+', "node", node(added.node()));
      addConfig(added.node());
    } else if (difference instanceof NodeRemoved removed) {
      add('-', "node", node(removed.node()));
    } else if (difference instanceof NodeChanged changed) {
      add('~', "node", node(changed.after()));
      addChanges(changed.changes());
    } else if (difference instanceof NodeRenamed renamed) {
      add(
          '=',
          "node",
          Quote.safe(renamed.before().id()) + " > " + node(renamed.after()) + remark(renamed));
      addChanges(renamed.changes());
    } else if (difference instanceof ConnectionAdded added) {
      add('+', "connection", connection(added.connection()));
    } else if (difference instanceof ConnectionRemoved removed) {
      add('-', "connection", connection(removed.connection()));
    } else if (difference instanceof ConnectionChanged changed) {
      add('~', "connection", connection(changed.after()));
      addChanges(changed.changes());
    } else if (difference instanceof PartChanged part) {
      addPart(part);
    } else if (difference instanceof KindChanged kind) {
      add('~', "kind", kind.before().label() + " > " + kind.after().label());
    }
  }

  private static String node(NodeDefinition node) {
    return Quote.safe(node.id())
        + "  "
        + Quote.safe(node.type().name())
        + node.name().map(name -> "  " + Quote.of(name)).orElse("");
  }

  private static String remark(NodeRenamed renamed) {
    String same = renamed.changes().isEmpty() ? "same config; " : "";
    int count = renamed.references();
    return "  (" + same + Quantity.of(count, "reference updated)", "references updated)");
  }

  static String connection(Connection connection) {
    return Quote.safe(connection.sourceNode())
        + "."
        + Quote.safe(connection.sourcePort())
        + " > "
        + Quote.safe(connection.targetNode())
        + "."
        + Quote.safe(connection.targetPort());
  }

  private void addConfig(NodeDefinition node) {
    int shown = 0;
    for (Map.Entry<String, Object> member : node.config().entrySet()) {
      if (shown++ == MOST_MEMBERS && !full) {
        page.append(INDENT)
            .append("… ")
            .append(node.config().size() - MOST_MEMBERS)
            .append(" more (--full)\n");
        return;
      }
      String path = "config." + Quote.safe(member.getKey());
      Object value = Secrets.masked(member.getKey(), member.getValue());
      page.append(INDENT)
          .append(path)
          .append("  ")
          .append(values(DisplayWidth.of(path)).of(value))
          .append('\n');
    }
  }

  /** The form of a value that fits on the line after a path. */
  private ValueText values(int pathLength) {
    int columns = Math.min(terminal.columns(), USUAL_COLUMNS);
    return new ValueText(full ? Integer.MAX_VALUE / 2 : columns - INDENT.length() - pathLength - 2);
  }

  /** The form of each of two values that fit on the line after a path. */
  private ValueText pairs(int pathLength) {
    int columns = Math.min(terminal.columns(), USUAL_COLUMNS);
    return new ValueText(
        full ? Integer.MAX_VALUE / 2 : (columns - INDENT.length() - pathLength - 5) / 2);
  }

  private void addChanges(List<ValueChange> changes) {
    int widest =
        changes.stream()
            .mapToInt(change -> DisplayWidth.of(Quote.safe(change.pathText())))
            .max()
            .orElse(0);
    int padded = Math.min(widest, WIDEST_PATH);
    for (ValueChange each : changes) {
      ValueChange change = MaskedChange.of(each);
      String path = Quote.safe(change.pathText());
      int width = DisplayWidth.of(path);
      page.append(INDENT).append(path).append(" ".repeat(Math.max(0, padded - width)));
      page.append(path.isEmpty() && padded == 0 ? "" : "  ");
      page.append(valueText(change, Math.max(padded, width))).append('\n');
      addLines(change);
    }
  }

  private void addPart(PartChanged part) {
    ValueChange change = MaskedChange.of(part);
    String path = Quote.safe(change.pathText());
    char sign =
        switch (DifferenceJson.how(change)) {
          case "added" -> '+';
          case "removed" -> '-';
          default -> '~';
        };
    String what = part.part().name().toLowerCase(Locale.ROOT);
    add(
        sign,
        what,
        (path.isEmpty() ? "" : path + "  ")
            + valueText(change, what.length() + DisplayWidth.of(path)));
    addLines(change);
  }

  private String valueText(ValueChange change, int pathLength) {
    return switch (change.kind()) {
      case ADDED -> "+" + values(pathLength + 1).of(change.after().orElse(null));
      case REMOVED -> "-" + values(pathLength + 1).of(change.before().orElse(null));
      case CHANGED ->
          lines(change)
              .map(DiffText::countOf)
              .orElseGet(
                  () ->
                      pairs(pathLength)
                          .ofBoth(change.before().orElse(null), change.after().orElse(null)));
      case REORDERED -> "(different order)";
      case RESPELLED ->
          change.before().isPresent() && change.after().isPresent()
              ? pairs(pathLength + 13)
                      .ofBoth(change.before().orElse(null), change.after().orElse(null))
                  + "  (same value)"
              : "(written in another form)";
    };
  }

  private static String countOf(TextChange text) {
    return Quantity.of(text.differing(), "line differs", "lines differ");
  }

  /** The changed lines of a masked text; empty if only secrets differ. */
  static Optional<TextChange> lines(ValueChange masked) {
    return masked.lines().filter(text -> text.differing() > 0);
  }

  private void addLines(ValueChange change) {
    lines(change)
        .filter(text -> !text.hunks().isEmpty())
        .ifPresent(text -> UnifiedText.of(text).forEach(line -> addDiffLine(INDENT + "  ", line)));
  }

  private void addDiffLine(String indent, String line) {
    char sign = line.isEmpty() ? ' ' : line.charAt(0);
    String safe = Quote.safe(line);
    if (sign == '+' || sign == '-') {
      page.append(indent).append(painted(sign, safe));
    } else if (sign == '@') {
      page.append(indent).append(paint.dim(safe));
    } else {
      page.append(indent.isEmpty() ? safe : (indent + safe).stripTrailing());
    }
    page.append('\n');
  }
}
