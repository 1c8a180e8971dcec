package dev.sluice.cli;

import dev.sluice.cli.answer.FindingText;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import java.util.List;
import java.util.stream.Collectors;

/** The text output of {@code skeleton} for one input. */
final class SkeletonText {

  /** The maximum number of names listed; the rest is counted. */
  private static final int MOST_NAMES = 20;

  private final Paint paint;
  private final StringBuilder text = new StringBuilder();

  SkeletonText(Paint paint) {
    this.paint = paint;
  }

  /** The lines for an answer. */
  String of(SkeletonAnswer answer) {
    String file = answer.answer().input().name();
    answer
        .skeleton()
        .ifPresentOrElse(skeleton -> addSkeleton(file, skeleton), () -> addRejection(answer));
    return text.toString();
  }

  private void addRejection(SkeletonAnswer answer) {
    String file = answer.answer().input().name();
    String what = answer.answer().kind().map(DocumentKind::label).orElse("");
    line(paint.bold(Quote.safe(file)) + (what.isEmpty() ? "" : ": " + what));
    FindingText findings = new FindingText(paint);
    answer
        .answer()
        .report()
        .findings()
        .forEach(f -> text.append("  ").append(findings.of(file, f)));
  }

  private void addSkeleton(String file, WorkflowSkeleton skeleton) {
    line(
        paint.bold(Quote.safe(file))
            + ": "
            + skeleton.kind().label()
            + " "
            + paint.bold(Quote.of(skeleton.name()))
            + " "
            + Quote.safe(skeleton.version())
            + (skeleton.author().isEmpty() ? "" : " by " + Quote.safe(skeleton.author())));
    if (!skeleton.description().isEmpty()) {
      line("  " + Quote.of(skeleton.description()));
    }
    line(
        "  "
            + Quantity.of(skeleton.nodeCount(), "node")
            + " of "
            + Quantity.of(skeleton.nodeTypes().size(), "type")
            + ", "
            + Quantity.of(skeleton.connectionCount(), "connection")
            + ", "
            + Quantity.of(skeleton.variableCount(), "variable")
            + ", "
            + Quantity.of(skeleton.frameCount(), "frame"));
    addNames("types", skeleton.nodeTypes());
    addNames("categories", skeleton.categories());
    addNames("variables", skeleton.variableNames());
    skeleton.createdAt().ifPresent(at -> line("  " + paint.dim("created " + Quote.safe(at))));
    skeleton.modifiedAt().ifPresent(at -> line("  " + paint.dim("modified " + Quote.safe(at))));
  }

  private void addNames(String label, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    List<String> listed = names.subList(0, Math.min(MOST_NAMES, names.size()));
    String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
    line(
        "  "
            + paint.dim(label + ": ")
            + listed.stream().map(Quote::safe).collect(Collectors.joining(", "))
            + more);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
