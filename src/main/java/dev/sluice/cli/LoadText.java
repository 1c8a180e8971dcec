package dev.sluice.cli;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.FindingText;
import dev.sluice.cli.report.Tally;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text output of {@code load} for one input. */
final class LoadText {

  /** The maximum number of types listed by name; the rest is counted. */
  private static final int MOST_TYPES = 20;

  private final Paint paint;
  private final StringBuilder text = new StringBuilder();

  LoadText(Paint paint) {
    this.paint = paint;
  }

  /** The lines for an answer. */
  String of(Answer answer) {
    String file = answer.input().name();
    answer
        .definition()
        .ifPresentOrElse(definition -> addDefinition(file, definition), () -> addRejection(answer));
    FindingText findings = new FindingText(paint);
    answer.report().findings().forEach(f -> text.append("  ").append(findings.of(file, f)));
    if (answer.report().omitted() > 0) {
      String more = Quantity.of(answer.report().omitted(), "more finding");
      line("  and " + more + " over the limit \"findings\" (--limits raises it)");
    }
    line(paint.dim("  " + verdict(answer) + " in " + Tally.duration(answer.took())));
    return text.toString();
  }

  private void addRejection(Answer answer) {
    String what = answer.kind().map(DocumentKind::label).orElse("");
    line(paint.bold(Quote.safe(answer.input().name())) + (what.isEmpty() ? "" : ": " + what));
  }

  private void addDefinition(String file, WorkflowDefinition definition) {
    WorkflowMetadata metadata = definition.metadata();
    line(
        paint.bold(Quote.safe(file))
            + ": "
            + definition.kind().label()
            + " "
            + paint.bold(Quote.of(metadata.name()))
            + " "
            + Quote.safe(metadata.version()));
    int added = definition.autoStart() ? 1 : 0;
    Map<String, TypeCount> types = types(definition);
    List<String> counts = new ArrayList<>();
    counts.add(
        Quantity.of(definition.nodes().size() - added, "node")
            + " of "
            + Quantity.of(types.size(), "type"));
    counts.add(Quantity.of(ownConnections(definition), "connection"));
    counts.add(Quantity.of(definition.variables().size(), "variable"));
    if (!definition.frames().isEmpty()) {
      counts.add(Quantity.of(definition.frames().size(), "frame"));
    }
    line("  " + String.join(", ", counts) + (added > 0 ? "; a hidden start node was added" : ""));
    addTypes(types.values());
  }

  private void addTypes(Collection<TypeCount> types) {
    List<TypeCount> sorted = new ArrayList<>(types);
    sorted.sort(
        Comparator.comparingInt((TypeCount of) -> -of.nodes).thenComparing(of -> of.type.name()));
    for (TypeCount of : sorted.subList(0, Math.min(MOST_TYPES, sorted.size()))) {
      String category = of.type.isPlaceholder() ? "unknown" : of.type.category();
      String nodes = Integer.toString(of.nodes);
      line(
          " ".repeat(Math.max(2, 7 - nodes.length()))
              + nodes
              + "  "
              + Quote.safe(of.type.name())
              + paint.dim(" " + Quote.safe(category)));
    }
    if (sorted.size() > MOST_TYPES) {
      line("         and " + Quantity.of(sorted.size() - MOST_TYPES, "more type"));
    }
  }

  /** A type and the number of its nodes. */
  private static final class TypeCount {
    private final NodeType type;
    private int nodes;

    TypeCount(NodeType type) {
      this.type = type;
    }
  }

  /** The types by name, which is hashed in less time than a type. */
  private static Map<String, TypeCount> types(WorkflowDefinition definition) {
    Map<String, TypeCount> types = new LinkedHashMap<>();
    for (NodeDefinition node : definition.nodes().values()) {
      if (!node.members().isEmpty()) {
        types.computeIfAbsent(node.type().name(), name -> new TypeCount(node.type())).nodes++;
      }
    }
    return types;
  }

  private static int ownConnections(WorkflowDefinition definition) {
    return (int)
        definition.connections().stream()
            .filter(connection -> !connection.members().isEmpty())
            .count();
  }

  private String verdict(Answer answer) {
    if (!answer.readable()) {
      return "not read";
    }
    long errors = answer.report().count(Severity.ERROR);
    long warnings = answer.report().count(Severity.WARNING);
    String found =
        errors + warnings == 0
            ? ""
            : " with " + Quantity.of(errors, "error") + " and " + Quantity.of(warnings, "warning");
    return (answer.report().accepted() ? "loaded" : "rejected") + found;
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
