package dev.sluice.diff;

import dev.sluice.LoadResult;
import dev.sluice.error.CorruptCompressionException;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Connection;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one way in says of a source, as text: order and the types of numbers count. Parts that a way
 * does not state are not compared.
 */
public final class Verdict {

  /** What a way can say. */
  enum Part {
    /** Accepted, rejected, or the code of what made even a report impossible. */
    ENDING,
    /** The failure of those ways that fail for a rejected document. */
    FAILURE,
    REPORT,
    /** The report without what only making nodes finds. */
    CHECKED,
    KIND,
    DEFINITION,
    FINGERPRINT,
    NODES,
    SKELETON,
    /** Whether the events before the last add up to it. */
    EVENTS,
    /** What the events before the last left standing. */
    TOLD,
    /** The events in their order, one element after the other, without progress. */
    ORDER,
    /** What is wrong with the document once it is written and read again. */
    WRITTEN,
    /** What ends the pass over damaged bytes or bad JSON; "none" where nothing does. */
    DAMAGE,
    /** Whether the document is JSON in UTF-8. */
    SYNTAX
  }

  /** How a limit on the document's size is worded for a compressed source, and for any other. */
  private static final String PACKED_IS_LARGE = "The source expands to more than";

  private static final String PLAIN_IS_LARGE = "The document is larger than";

  private final Map<Part, String> parts = new EnumMap<>(Part.class);

  Verdict say(Part part, String text) {
    parts.put(part, text);
    return this;
  }

  /** What is said of a part. */
  Optional<String> of(Part part) {
    return Optional.ofNullable(parts.get(part));
  }

  /** The first part that both say, and differently. */
  Optional<String> differenceFrom(Verdict reference) {
    for (Map.Entry<Part, String> said : parts.entrySet()) {
      String expected = reference.parts.get(said.getKey());
      if (expected != null && !expected.equals(said.getValue())) {
        return Optional.of(
            said.getKey() + "\n  expected " + expected + "\n  but was  " + said.getValue());
      }
    }
    return Optional.empty();
  }

  Verdict copy(Part part, Verdict other) {
    other.of(part).ifPresent(text -> say(part, text));
    return this;
  }

  boolean accepted() {
    return "accepted".equals(parts.get(Part.ENDING));
  }

  /** Says, by the failure, what a skeleton and a judge of the syntax have to say. */
  Verdict syntax() {
    String failure = parts.getOrDefault(Part.FAILURE, "");
    if (!failure.contains("LIMIT_EXCEEDED")) {
      boolean malformed = failure.startsWith(MalformedJsonException.class.getSimpleName());
      boolean corrupt = failure.startsWith(CorruptCompressionException.class.getSimpleName());
      say(Part.DAMAGE, malformed || corrupt ? failure : "none");
      say(Part.SYNTAX, malformed || corrupt ? "not JSON" : "JSON");
    }
    return this;
  }

  /** The parts of a result with a report. */
  static Verdict of(LoadResult result) {
    Verdict verdict = new Verdict().report(result.report()).kind(result.kind());
    result.schema().ifPresent(verdict::schema);
    return verdict;
  }

  /** The parts of a failure, which is one of the loader's own. */
  static Verdict of(RuntimeException failure) {
    if (!(failure instanceof WorkflowException typed)) {
      return new Verdict().say(Part.ENDING, "untyped " + failure);
    }
    return switch (typed.code()) {
      case UNREADABLE, CHANGED_WHILE_READING, BUSY, TIMED_OUT, INTERNAL ->
          new Verdict().say(Part.ENDING, typed.code() + " " + typed.getCause());
      default ->
          new Verdict()
              .report(typed.report())
              .say(Part.FAILURE, typed.getClass().getSimpleName() + " " + text(typed.finding()));
    };
  }

  /** The parts of a document without a skeleton: no load accepts it. */
  static Verdict ofSkeleton(WorkflowException failure) {
    Verdict all = of(failure).syntax();
    return new Verdict()
        .say(Part.ENDING, all.of(Part.ENDING).orElseThrow())
        .copy(Part.DAMAGE, all)
        .say(Part.SKELETON, all.of(Part.FAILURE).orElse("") + all.of(Part.REPORT).orElse("none"));
  }

  Verdict skeleton(WorkflowSkeleton skeleton) {
    StringBuilder text = new StringBuilder(skeleton.toString());
    value(text, skeleton.settings());
    return say(Part.SKELETON, text.toString()).say(Part.DAMAGE, "none");
  }

  Verdict report(ValidationReport report) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : report.findings()) {
      text.append("\n    ").append(text(finding));
    }
    say(Part.ENDING, report.accepted() ? "accepted" : "rejected");
    checked(report);
    report
        .rejection()
        .ifPresent(reason -> text.append("\n    rejected by ").append(text(reason.finding())));
    return say(Part.REPORT, text.append("\n    ").append(rest(report)).toString());
  }

  /** What a check says, which makes no nodes. */
  Verdict checked(ValidationReport report) {
    StringBuilder text = new StringBuilder();
    report.findings().stream()
        .filter(finding -> finding.code() != FindingCode.NODE_CREATION_FAILED)
        .forEach(finding -> text.append("\n    ").append(text(finding)));
    return say(Part.CHECKED, text.append("\n    ").append(rest(report)).toString());
  }

  private static String rest(ValidationReport report) {
    return "and " + report.omitted() + (report.foreign() ? ", foreign" : "");
  }

  Verdict kind(DocumentKind kind) {
    return say(Part.KIND, kind.name());
  }

  Verdict schema(WorkflowSchema schema) {
    StringBuilder nodes = new StringBuilder();
    for (Node node : schema.nodes().values()) {
      nodes.append(node.id()).append(' ').append(node.type().name()).append(", ");
    }
    return definition(schema.definition()).say(Part.NODES, nodes.toString());
  }

  Verdict definition(WorkflowDefinition definition) {
    StringBuilder text = new StringBuilder();
    text.append(definition.form()).append(definition.autoStart() ? " with start" : "");
    value(text.append("\n    metadata "), definition.metadata().members());
    value(text.append("\n    wrapper "), definition.wrapper());
    value(text.append("\n    members "), definition.members());
    for (Map.Entry<String, NodeDefinition> node : definition.nodes().entrySet()) {
      value(text.append("\n    "), node.getKey());
      node(text.append(": "), node.getValue());
      text.append(node.getValue().inputs()).append(node.getValue().outputs());
    }
    for (Connection connection : definition.connections()) {
      connection(text.append("\n    "), connection);
    }
    kind(definition.kind());
    say(Part.DEFINITION, text.toString());
    return say(Part.FINGERPRINT, definition.fingerprint());
  }

  /** A node without its ports, which for placeholders are known only at the end. */
  static void node(StringBuilder text, NodeDefinition node) {
    value(text, node.id());
    text.append(' ').append(node.type().name()).append(' ').append(node.declaredType());
    value(text.append(' '), node.config());
    value(text.append(' '), node.members());
  }

  static void connection(StringBuilder text, Connection connection) {
    value(text.append(connection), connection.members());
  }

  /** A finding with all it says. */
  static String text(Finding finding) {
    String offset = finding.place().map(place -> "@" + place.offset()).orElse("");
    return finding.toString().replace(PACKED_IS_LARGE, PLAIN_IS_LARGE)
        + offset
        + finding.suggestion().map(suggestion -> " -> " + suggestion).orElse("")
        + (finding.related().isEmpty() ? "" : " " + finding.related());
  }

  static void value(StringBuilder text, Object value) {
    if (value instanceof Map<?, ?> map) {
      text.append('{');
      map.forEach(
          (key, member) -> {
            value(text, key);
            value(text.append(':'), member);
            text.append(',');
          });
      text.append('}');
    } else if (value instanceof Collection<?> list) {
      text.append('[');
      for (Object element : list) {
        value(text, element);
        text.append(',');
      }
      text.append(']');
    } else if (value instanceof Number number) {
      text.append(number.getClass().getSimpleName().charAt(0)).append(number);
    } else if (value instanceof String string) {
      text.append('"').append(string).append('"');
    } else {
      text.append(Objects.toString(value));
    }
  }

  /** Findings as a set to compare. */
  static Set<String> texts(Collection<Finding> findings) {
    return findings.stream().map(Verdict::text).collect(Collectors.toCollection(TreeSet::new));
  }
}
