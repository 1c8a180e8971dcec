package dev.sluice.cli.diff;

import dev.sluice.cli.terminal.MarkdownText;
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
import dev.sluice.diff.ValueChange;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.model.NodeDefinition;
import dev.sluice.output.DifferenceJson;
import dev.sluice.output.MaskedChange;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Differences as Markdown, for the comment of a review. */
public final class DiffMarkdown implements DiffFormat {

  private static final int LONGEST_VALUE = 60;

  private final Terminal terminal;
  private final ValueText values;
  private final boolean summaryOnly;
  private final StringBuilder page = new StringBuilder();

  /** Markdown in the results. */
  public DiffMarkdown(Terminal terminal, boolean full, boolean summaryOnly) {
    this.terminal = terminal;
    this.values = new ValueText(full ? Integer.MAX_VALUE / 2 : LONGEST_VALUE);
    this.summaryOnly = summaryOnly;
    terminal.paint(Paint.OFF);
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
      page.append("### ").append(MarkdownText.code(compared.title())).append("\n\n");
      page.append(MarkdownText.escaped(text.reason())).append("\n\n");
      addFence("", text.lines());
      page.append('\n');
    } else if (outcome instanceof Compared.FileAdded) {
      page.append("### ").append(MarkdownText.code(compared.after())).append(" added\n\n");
    } else if (outcome instanceof Compared.FileRemoved) {
      page.append("### ").append(MarkdownText.code(compared.before())).append(" removed\n\n");
    } else if (outcome instanceof Compared.FileRenamed) {
      page.append("### ").append(MarkdownText.code(compared.before())).append(" renamed to ");
      page.append(MarkdownText.code(compared.after())).append("\n\n");
    }
    terminal.print(page);
  }

  @Override
  public void end(DifferenceCounts counted) throws IOException {
    terminal.print("**" + counted.text() + "**\n");
  }

  private void addWorkflows(Compared compared, WorkflowDiff diff) {
    if (diff.isEmpty() && diff.folded().isEmpty()) {
      return;
    }
    page.append("### ").append(MarkdownText.code(compared.title())).append("\n\n");
    diff.differences().forEach(this::addDifference);
    String folded = DifferenceCounts.folded(diff);
    if (!folded.isEmpty()) {
      page.append("- folded: ").append(folded).append('\n');
    }
    page.append('\n');
  }

  private void addDifference(Difference difference) {
    if (difference instanceof NodeAdded added) {
      add("added", "node", node(added.node()), List.of());
    } else if (difference instanceof NodeRemoved removed) {
      add("removed", "node", node(removed.node()), List.of());
    } else if (difference instanceof NodeChanged changed) {
      add("changed", "node", node(changed.after()), changed.changes());
    } else if (difference instanceof NodeRenamed renamed) {
      String names = MarkdownText.code(renamed.before().id()) + " to " + node(renamed.after());
      add("renamed", "node", names, renamed.changes());
    } else if (difference instanceof ConnectionAdded added) {
      add(
          "added",
          "connection",
          MarkdownText.code(DiffText.connection(added.connection())),
          List.of());
    } else if (difference instanceof ConnectionRemoved removed) {
      add(
          "removed",
          "connection",
          MarkdownText.code(DiffText.connection(removed.connection())),
          List.of());
    } else if (difference instanceof ConnectionChanged changed) {
      add(
          "changed",
          "connection",
          MarkdownText.code(DiffText.connection(changed.after())),
          changed.changes());
    } else if (difference instanceof PartChanged part) {
      String what = part.part().name().toLowerCase(Locale.ROOT);
      ValueChange change = MaskedChange.of(part);
      add(DifferenceJson.how(change), what, text(change), List.of());
      addLines("  ", change);
    } else if (difference instanceof KindChanged kind) {
      String kinds =
          MarkdownText.code(kind.before().label())
              + " → "
              + MarkdownText.code(kind.after().label());
      add("changed", "kind", kinds, List.of());
    }
  }

  private void add(String how, String what, String text, List<ValueChange> changes) {
    page.append("- **").append(how).append("** ").append(what).append(' ').append(text);
    page.append('\n');
    for (ValueChange each : changes) {
      ValueChange change = MaskedChange.of(each);
      page.append("  - ").append(text(change)).append('\n');
      addLines("    ", change);
    }
  }

  private static String node(NodeDefinition node) {
    String name = node.name().map(text -> ", " + MarkdownText.escaped(text)).orElse("");
    return MarkdownText.code(node.id())
        + " ("
        + MarkdownText.escaped(node.type().name())
        + name
        + ")";
  }

  private String text(ValueChange change) {
    String path = change.path().isEmpty() ? "" : MarkdownText.code(change.pathText()) + ": ";
    return path
        + switch (change.kind()) {
          case ADDED -> "added " + MarkdownText.code(values.of(change.after().orElse(null)));
          case REMOVED -> "removed " + MarkdownText.code(values.of(change.before().orElse(null)));
          case CHANGED, RESPELLED -> pair(change);
          case REORDERED -> "different order";
        };
  }

  private String pair(ValueChange change) {
    if (change.before().isEmpty() && change.after().isEmpty()) {
      return "written in another form";
    }
    return DiffText.lines(change)
        .map(text -> Quantity.of(text.differing(), "line") + " changed")
        .orElseGet(
            () ->
                MarkdownText.code(values.of(change.before().orElse(null)))
                    + " → "
                    + MarkdownText.code(values.of(change.after().orElse(null))));
  }

  private void addLines(String indent, ValueChange change) {
    DiffText.lines(change)
        .filter(text -> !text.hunks().isEmpty())
        .ifPresent(text -> addFence(indent, UnifiedText.of(text)));
  }

  /** Lines in a fence that is longer than any run of backticks in them. */
  private void addFence(String indent, List<String> lines) {
    int longest = lines.stream().mapToInt(MarkdownText::longestRun).max().orElse(0);
    String fence = indent + "`".repeat(Math.max(3, longest + 1));
    page.append(fence).append("diff\n");
    lines.forEach(line -> page.append(indent).append(Quote.safe(line)).append('\n'));
    page.append(fence).append('\n');
  }
}
