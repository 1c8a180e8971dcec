package dev.sluice.diff;

import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limit;
import dev.sluice.model.Connection;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.write.WorkflowWriter;
import dev.sluice.write.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.scheduler.Schedulers;

/** What is read of a document, written and read again: accepted like the document, and the same. */
final class Rewriting {

  private static final WorkflowWriter WRITER = new WorkflowWriter(Schedulers.immediate());
  private static final WriteOptions CANONICAL = WriteOptions.standard().inCanonicalForm();

  /** Members whose canonical place is another than that in a wrapper or beside a list of nodes. */
  private static final Set<String> SAME_MEMBERS =
      Set.of("variables", "frames", "settings", "inputs", "outputs", "extra");

  private Rewriting() {}

  /** The document as it is written in its own form. */
  static BiFunction<Policy, Subject, Verdict> inItsForm(Function<Policy, WorkflowLoader> loader) {
    return again(loader, WriteOptions.standard(), Rewriting::everything);
  }

  /** The document in canonical form. */
  static BiFunction<Policy, Subject, Verdict> canonically(Function<Policy, WorkflowLoader> loader) {
    return again(loader, CANONICAL, Rewriting::work);
  }

  private static BiFunction<Policy, Subject, Verdict> again(
      Function<Policy, WorkflowLoader> loader,
      WriteOptions options,
      Function<WorkflowDefinition, String> said) {
    return (policy, subject) -> {
      LoadResult first = result(loader.apply(policy), subject.bytes());
      if (first == null || first.definition().isEmpty() || hasRepeatedKeys(first)) {
        return new Verdict();
      }
      WorkflowDefinition read = first.definition().get();
      byte[] written = bytes(read, options);
      LoadResult second = result(loader.apply(policy), written);
      String document = new String(written, StandardCharsets.UTF_8);
      if (second == null || second.definition().isEmpty()) {
        if (written.length > subject.bytes().length && isTooLarge(second)) {
          return new Verdict();
        }
        return fault(
            "rejected: " + (second == null ? "" : second.report().findings()) + " " + document);
      }
      String expected = said.apply(read);
      String actual = said.apply(second.definition().get());
      return fault(
          expected.equals(actual)
              ? ""
              : "expected " + expected + "\n    but was " + actual + "\n    of " + document);
    };
  }

  /** A layout with more blanks than the document's own may take more bytes than narrow limits. */
  private static boolean isTooLarge(LoadResult result) {
    return result != null
        && result.report().findings().stream()
            .anyMatch(
                finding ->
                    finding.code() == FindingCode.LIMIT_EXCEEDED
                        && finding.message().contains("limit " + Limit.DECODED_BYTES.label()));
  }

  private static Verdict fault(String text) {
    return new Verdict().say(Verdict.Part.WRITTEN, text);
  }

  private static LoadResult result(WorkflowLoader loader, byte[] bytes) {
    try {
      return loader.tryLoad(ByteSource.of("", bytes)).block();
    } catch (RuntimeException e) {
      return null; // a failure without a report, which the other ways compare
    }
  }

  /**
   * Whether a key occurs twice: then the last value is written only, and whether a document is
   * another product's depends on all.
   */
  private static boolean hasRepeatedKeys(LoadResult result) {
    return result.report().omitted() > 0
        || result.report().findings().stream()
            .anyMatch(finding -> finding.code() == FindingCode.DUPLICATE_KEY);
  }

  private static byte[] bytes(WorkflowDefinition definition, WriteOptions options) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer chunk : WRITER.encode(definition, options).toIterable()) {
      bytes.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
    }
    return bytes.toByteArray();
  }

  /**
   * Everything but the layout of the text; only the work of a list in which a node has its index
   * for an id: it is written with that id where a node before it was skipped.
   */
  private static String everything(WorkflowDefinition definition) {
    if (definition.form().listedNodes()
        && definition.nodes().keySet().stream().anyMatch(id -> id.startsWith("#"))) {
      return work(definition);
    }
    StringBuilder text = new StringBuilder();
    text.append(definition.kind()).append(definition.form().listedNodes());
    text.append(definition.form().wrappedIn()).append(definition.fingerprint());
    Verdict.value(text, definition.members());
    Verdict.value(text, definition.wrapper());
    Verdict.value(text, definition.metadata().members());
    return text.append(work(definition)).toString();
  }

  /** What a runner is given, which no form may change. */
  private static String work(WorkflowDefinition definition) {
    StringBuilder text = new StringBuilder();
    DocumentKind kind = definition.kind();
    boolean unwrapped = kind == DocumentKind.SCENARIO || kind == DocumentKind.TEMPLATE;
    text.append(unwrapped ? DocumentKind.WORKFLOW : kind);
    written(definition.nodes().values().stream(), NodeDefinition::members)
        .forEach(
            node -> {
              Verdict.value(text.append("\n    "), node.id());
              text.append(' ').append(node.type().name()).append(' ').append(node.declaredType());
              Verdict.value(text, node.config());
              text.append(node.position());
            });
    written(definition.connections().stream(), Connection::members)
        .forEach(edge -> text.append("\n    ").append(edge));
    new TreeMap<>(definition.members())
        .forEach(
            (name, value) -> {
              if (SAME_MEMBERS.contains(name)) {
                Verdict.value(text.append("\n    ").append(name), value);
              }
            });
    return text.toString();
  }

  private static <T> List<T> written(Stream<T> parts, Function<T, Map<String, Object>> members) {
    return parts.filter(part -> !members.apply(part).isEmpty()).toList();
  }
}
