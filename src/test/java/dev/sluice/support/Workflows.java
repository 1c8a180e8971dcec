package dev.sluice.support;

import dev.sluice.model.DataType;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.PropertySpec;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Workflow documents put together from parts; apostrophes stand for quotation marks. */
public final class Workflows {

  /** A node that everything can start from. */
  public static final String START = node("start", "StartNode");

  private Workflows() {}

  /** A document with a name, these members of {@code nodes} and these connections. */
  public static String workflow(String nodes, String... connections) {
    return json(
        "{'metadata':{'name':'Demo'},'nodes':{%s},'connections':[%s]}"
            .formatted(nodes, String.join(",", connections)));
  }

  /** The text with apostrophes as quotation marks. */
  public static String json(String text) {
    return text.replace('\'', '"');
  }

  public static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  public static String node(String id, String type) {
    return node(id, type, "{}");
  }

  public static String node(String id, String type, String config) {
    return json(
        "'%s':{'node_id':'%s','node_type':'%s','config':%s}".formatted(id, id, type, config));
  }

  /** An edge from a's exec_out to b's exec_in. */
  public static String edge(String a, String b) {
    return edge(a, "exec_out", b, "exec_in");
  }

  public static String edge(String a, String out, String b, String in) {
    return json(
        "{'source_node':'%s','source_port':'%s','target_node':'%s','target_port':'%s'}"
            .formatted(a, out, b, in));
  }

  /** A sound document: a start node and so many steps one after another. */
  public static String chain(int steps) {
    return workflow(
        START
            + each(steps, i -> "," + node("n" + i, "LogNode", "{\"message\":\"step " + i + "\"}")),
        IntStream.range(0, steps)
            .mapToObj(i -> edge(i == 0 ? "start" : "n" + (i - 1), "n" + i))
            .toArray(String[]::new));
  }

  /** The texts for 0 to count - 1 in a row. */
  public static String each(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
  }

  /** The built-in types, and {@code Step} with a port of each sort and two declared config keys. */
  public static NodeRegistry registry() {
    return NodeRegistries.builder().add(step()).build();
  }

  /** A type without ports whose nodes a host's factory makes. */
  public static NodeType type(String name, NodeFactory factory) {
    return new NodeType(
        name,
        "test",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        List.of(),
        false,
        false,
        NodeType.Kind.CREATABLE,
        factory);
  }

  static NodeType step() {
    return new NodeType(
        "Step",
        "test",
        List.of(Port.exec("exec_in"), new Port("text", DataType.STRING, false)),
        List.of(
            Port.exec("exec_out"),
            new Port("number", DataType.INTEGER, false),
            new Port("things", DataType.LIST, false)),
        List.of(),
        List.of(),
        List.of(property("message", "hello"), property("level", 3L)),
        Set.of("note"),
        List.of(),
        false,
        false,
        NodeType.Kind.CREATABLE,
        NodeFactory.PLAIN);
  }

  private static PropertySpec property(String name, Object value) {
    return new PropertySpec(name, "string", false, Optional.of(value), List.of());
  }
}
