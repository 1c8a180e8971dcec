package dev.sluice.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.model.JsonValues;
import dev.sluice.model.Port;
import dev.sluice.source.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A workflow document built in code, for tests; unlike {@code WorkflowEdit}, it can contain any
 * error.
 *
 * <pre>{@code
 * byte[] document =
 *     WorkflowDocument.named("Greet")
 *         .node("start", "StartNode")
 *         .node("log", "LogNode", Map.of("message", "hello"))
 *         .connect("start", "log")
 *         .bytes();
 * }</pre>
 *
 * <p>The document is compact, in the canonical form, and has its members in the order of the calls.
 * For one thread.
 */
public final class WorkflowDocument {

  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> nodes = new LinkedHashMap<>();
  private final List<Object> connections = new ArrayList<>();
  private final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
  private final List<String[]> replacements = new ArrayList<>();

  private WorkflowDocument() {
    members.put("nodes", nodes);
    members.put("connections", connections);
  }

  /** A document without nodes that has this name. */
  public static WorkflowDocument named(String name) {
    WorkflowDocument document = new WorkflowDocument();
    document.members.clear();
    document.members.put("metadata", Map.of("name", name));
    document.members.put("nodes", document.nodes);
    document.members.put("connections", document.connections);
    return document;
  }

  /** A document without nodes and metadata. */
  public static WorkflowDocument unnamed() {
    return new WorkflowDocument();
  }

  /**
   * A chain of a start node and {@code steps} nodes of type {@code LogNode}: {@code n1} and so on.
   */
  public static WorkflowDocument chain(int steps) {
    WorkflowDocument document = named("Chain").node("start", "StartNode");
    String last = "start";
    for (int i = 1; i <= steps; i++) {
      String next = "n" + i;
      document.node(next, "LogNode", Map.of("message", "step " + i)).connect(last, next);
      last = next;
    }
    return document;
  }

  /** Adds a node without config, or replaces the one with this id. */
  public WorkflowDocument node(String id, String type) {
    return node(id, type, Map.of());
  }

  /** Adds a node, or replaces the one with this id; the config has JSON values. */
  public WorkflowDocument node(String id, String type, Map<String, ?> config) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("node_id", Objects.requireNonNull(id, "id"));
    node.put("node_type", Objects.requireNonNull(type, "type"));
    node.put("config", config);
    nodes.put(id, node);
    return this;
  }

  /** Puts any value in the place of a node. */
  public WorkflowDocument rawNode(String id, @Nullable Object value) {
    nodes.put(id, value);
    return this;
  }

  /** Connects {@code exec_out} of a node with {@code exec_in} of another; either may be missing. */
  public WorkflowDocument connect(String source, String target) {
    return connect(source, Port.EXEC_OUT, target, Port.EXEC_IN);
  }

  /** Adds a connection, whether or not its nodes and ports exist. */
  public WorkflowDocument connect(
      String source, String sourcePort, String target, String targetPort) {
    Map<String, Object> connection = new LinkedHashMap<>();
    connection.put("source_node", source);
    connection.put("source_port", sourcePort);
    connection.put("target_node", target);
    connection.put("target_port", targetPort);
    connections.add(connection);
    return this;
  }

  /** Adds a variable. */
  public WorkflowDocument variable(String name, @Nullable Object value) {
    members.put("variables", variables);
    variables.put(name, value);
    return this;
  }

  /** Sets any member of the document, including {@code nodes}, to a JSON value. */
  public WorkflowDocument member(String name, @Nullable Object value) {
    members.put(name, value);
    return this;
  }

  /** Removes a member of the document. */
  public WorkflowDocument without(String name) {
    members.remove(name);
    return this;
  }

  /**
   * Replaces a part of the text after all other changes, for example to write malformed JSON or a
   * duplicate key. The text must contain the part when it is written.
   */
  public WorkflowDocument replace(String part, String other) {
    replacements.add(new String[] {part, other});
    return this;
  }

  /**
   * The document as text.
   *
   * @throws dev.sluice.model.InvalidValueException if a value is not a JSON value
   * @throws IllegalStateException if a part to be replaced is not in the text
   */
  public String json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      write(json, JsonValues.copyOf("", members));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = out.toString(StandardCharsets.UTF_8);
    for (String[] replacement : replacements) {
      if (!text.contains(replacement[0])) {
        throw new IllegalStateException("the document has no " + replacement[0]);
      }
      text = text.replace(replacement[0], replacement[1]);
    }
    return text;
  }

  /** The document in UTF-8. */
  public byte[] bytes() {
    return json().getBytes(StandardCharsets.UTF_8);
  }

  /** The document without its last bytes, as after an upload that was cut off. */
  public byte[] truncated(int missing) {
    byte[] bytes = bytes();
    return Arrays.copyOf(bytes, Math.max(0, bytes.length - missing));
  }

  /** The document as a source with this name. */
  public ByteSource source(String name) {
    return ByteSource.of(name, bytes());
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        json.writeFieldName(String.valueOf(member.getKey()));
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.doubleValue());
    } else {
      json.writeNull();
    }
  }
}
