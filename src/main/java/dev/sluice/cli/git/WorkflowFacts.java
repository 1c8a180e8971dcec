package dev.sluice.cli.git;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.diff.Fold;
import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.output.JsonOutput;
import dev.sluice.text.Quote;
import dev.sluice.text.Secrets;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as text with one fact on each line, in document order, so that a difference of two
 * such texts shows what changed. Secrets are masked, with digits that differ if the secret changes.
 * Folded values are omitted; of the layout there is only a digest.
 */
public final class WorkflowFacts {

  private static final int DEEPEST = 50;

  private static final Set<String> PARTS =
      Set.of("nodes", "connections", "variables", "settings", "frames", "metadata");

  private static final Set<String> SHOWN =
      Stream.of(
              List.of("node_id", "id", "name"),
              NodeDefinition.TYPE_MEMBERS,
              NodeDefinition.CONFIG_MEMBERS)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  private final StringBuilder text = new StringBuilder();

  private WorkflowFacts() {}

  /** The text of a workflow; ends with a line feed. */
  public static String of(WorkflowDefinition definition) {
    WorkflowFacts facts = new WorkflowFacts();
    facts.add(definition);
    return facts.text.toString();
  }

  private void add(WorkflowDefinition definition) {
    text.append(definition.kind().label()).append('\n');
    addMembers("metadata", definition.metadata().members());
    definition.nodes().values().forEach(this::add);
    definition.connections().forEach(this::add);
    addMembers("variable", definition.variables());
    if (definition.members().containsKey("settings")) {
      addMembers("setting", definition.settings());
    }
    definition.frames().forEach(this::addFrame);
    addOthers(definition, definition.members());
    addOthers(definition, definition.wrapper());
    LayoutDigest.of(definition)
        .ifPresent(digest -> text.append("layout ").append(digest).append('\n'));
  }

  private void addMembers(String what, Map<String, Object> members) {
    members.forEach(
        (name, value) -> {
          if (Fold.ofDocumentMember(name).isEmpty()) {
            addValue(what + " " + path(name), Secrets.maskedWithDigest(name, value), 0);
          }
        });
  }

  private void addOthers(WorkflowDefinition definition, Map<String, Object> members) {
    members.forEach(
        (name, value) -> {
          boolean isMetadata = definition.metadata().members().containsKey(name);
          if (!PARTS.contains(name)
              && !name.equals(definition.form().wrappedIn())
              && !isMetadata
              && Fold.ofDocumentMember(name).isEmpty()) {
            addValue("document " + path(name), Secrets.maskedWithDigest(name, value), 0);
          }
        });
  }

  private void add(NodeDefinition node) {
    if (node.members().isEmpty()) {
      return; // the loader added it
    }
    text.append("node ").append(Quote.safe(node.id())).append(' ');
    text.append(Quote.safe(node.declaredType()));
    node.name().ifPresent(name -> text.append(' ').append(json(name)));
    text.append('\n');
    node.config()
        .forEach(
            (key, value) -> {
              if (Fold.ofConfig(node.type(), key).isEmpty()) {
                addValue("  config." + path(key), Secrets.maskedWithDigest(key, value), 0);
              }
            });
    node.members()
        .forEach(
            (name, value) -> {
              if (!SHOWN.contains(name) && Fold.ofNodeMember(name).isEmpty()) {
                addValue("  " + path(name), Secrets.maskedWithDigest(name, value), 0);
              }
            });
  }

  private void add(Connection connection) {
    if (!connection.members().isEmpty()) {
      text.append("connection ")
          .append(Quote.safe(connection.sourceNode() + "." + connection.sourcePort()))
          .append(" > ")
          .append(Quote.safe(connection.targetNode() + "." + connection.targetPort()))
          .append('\n');
    }
  }

  private void addFrame(@Nullable Object frame) {
    if (frame instanceof Map<?, ?> map) {
      text.append("frame ").append(json(map.get("title"))).append('\n');
      map.forEach(
          (name, value) -> {
            if (!name.equals("title") && Fold.ofFrameMember(String.valueOf(name)).isEmpty()) {
              String member = String.valueOf(name);
              addValue("  " + path(member), Secrets.maskedWithDigest(member, value), 0);
            }
          });
    }
  }

  /** One line for each value that is not a container, and for each line of a text. */
  private void addValue(String path, @Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map && !map.isEmpty() && depth < DEEPEST) {
      map.forEach(
          (key, member) -> addValue(path + "." + path(String.valueOf(key)), member, depth + 1));
    } else if (value instanceof List<?> list && !list.isEmpty() && depth < DEEPEST) {
      // without the index, which would change on all lines after an added element
      list.forEach(element -> addValue(path + "[]", element, depth + 1));
    } else if (value instanceof String string && string.indexOf('\n') >= 0) {
      text.append(path).append(" =\n");
      string.lines().forEach(line -> text.append("    | ").append(Quote.safe(line)).append('\n'));
    } else {
      text.append(path).append(" = ").append(json(value)).append('\n');
    }
  }

  private static String path(String key) {
    return key.matches("[\\w$-]+") ? key : json(key);
  }

  static String json(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonOutput.to(text)) {
      JsonOutput.write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
