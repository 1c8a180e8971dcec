package dev.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Documents that cost more than their size: each constant is one kind, within the limits for
 * untrusted documents unless the excess is what it is about.
 */
enum HostileDocument {
  /** Every node executes every other one. */
  COMPLETE_DIGRAPH(json -> json.nodes(72).edges(5_000, i -> i / 71, i -> other(i / 71, i % 71))),
  /** Five connections from each node to itself. */
  SELF_LOOPS(json -> json.nodes(1_000).edges(5_000, i -> i % 1_000, i -> i % 1_000)),
  /** The deepest graph. */
  CHAIN(json -> json.nodes(1_000).edges(999, i -> i, i -> i + 1)),
  /** One cycle with shortcuts, whose shortest cycle is long. */
  RING_WITH_CHORDS(
      json -> json.nodes(1_000).edges(5_000, i -> i / 5, i -> (i / 5 + 1 + i % 5) % 1_000)),
  /** Five hundred cycles of two nodes. */
  SMALL_CYCLES(json -> json.nodes(1_000).edges(1_000, i -> i, i -> i ^ 1)),
  /** Five thousand copies of one connection. */
  DUPLICATE_CONNECTIONS(json -> json.nodes(2).edges(5_000, i -> 0, i -> 1)),
  /** Connections to ids that do not exist but are near to others. */
  ORPHANED_CONNECTIONS(json -> json.nodes(1_000).edges(5_000, i -> i + 1_000, i -> i + 7_000)),
  /** Ports that do not exist, each of a name of its own. */
  UNKNOWN_PORTS(
      json ->
          json.nodes(1_000)
              .list("connections", 5_000, i -> edge(i % 1_000, "exec_outt" + i, i / 5, "exec_in"))),
  /** One unknown port's name on each connection. */
  ONE_UNKNOWN_PORT(
      json ->
          json.nodes(1_000)
              .list("connections", 5_000, i -> edge(i % 1_000, "p", i / 5, "exec_in"))),
  /** Connections that name cases of a switch with a list of 2,000. */
  SWITCH_CASES_LIST(json -> switches(json, "[" + numbered(2_000, i -> "\"c" + i + "\"") + "]")),
  /** Connections that name cases of a switch with its cases in a string. */
  SWITCH_CASES_TEXT(json -> switches(json, "\"" + numbered(1_500, i -> "c" + i) + "\"")),
  /** Connections that name cases of a switch with its cases in a string that is JSON. */
  SWITCH_CASES_JSON(
      json -> switches(json, "\"[" + numbered(1_000, i -> "\\\"c" + i + "\\\"") + "]\"")),
  /** Connections that name cases of a switch whose cases are blank but for the last. */
  SWITCH_CASES_BLANK(json -> switches(json, "\"" + ",".repeat(9_900) + "c1\"")),
  /** Every node is a switch of its own with 100 cases. */
  MANY_SWITCHES(
      json ->
          json.object(
                  "nodes",
                  600,
                  i -> i + "",
                  i ->
                      node(
                          i + "",
                          "SwitchNode",
                          "\"cases\":\"" + numbered(100, c -> "c" + (c + i)) + "\""))
              .list("connections", 5_000, i -> edge(i % 600, "case_c" + i, i / 10, "exec_in"))),
  /** Ids whose {@link String#hashCode} is the same. */
  COLLIDING_IDS(
      json ->
          json.object(
                  "nodes", 1_000, i -> colliding(i, ""), i -> node(colliding(i, ""), "LogNode", ""))
              .list(
                  "connections",
                  5_000,
                  i ->
                      edge(colliding(i % 1_000, ""), "exec_out", colliding(i / 5, ""), "exec_in"))),
  /** Ids that collide in a table that hashes even and odd characters apart. */
  COLLIDING_NAMES(
      json ->
          json.object(
                  "nodes",
                  1_000,
                  i -> colliding(i, "-"),
                  i -> node(colliding(i, "-"), "LogNode", ""))
              .list(
                  "connections",
                  5_000,
                  i ->
                      edge(
                          colliding(i % 1_000, "-"),
                          "exec_out",
                          colliding(i / 5, "-"),
                          "exec_in"))),
  /** Config keys whose {@link String#hashCode} is the same, in one object. */
  COLLIDING_KEYS(json -> json.config("LogNode", 1, i -> keys(20_000, k -> colliding(k, "")))),
  /** Unknown types, each near to known ones. */
  UNKNOWN_TYPES(
      json ->
          json.object(
              "nodes",
              1_000,
              i -> i + "",
              i -> node(i + "", "StructuredDataSuper" + i + "Node", ""))),
  /** Short unknown types. */
  SHORT_UNKNOWN_TYPES(
      json -> json.object("nodes", 1_000, i -> i + "", i -> node(i + "", "Wa" + i, ""))),
  /** One unknown type. */
  ONE_UNKNOWN_TYPE(json -> json.object("nodes", 1_000, i -> i + "", i -> node(i + "", "Lag", ""))),
  /** Twenty unknown config keys in each node. */
  UNKNOWN_KEYS(json -> json.config("LogNode", 1_000, i -> keys(20, k -> "mesage" + (20 * i + k)))),
  /** The same unknown config keys in each node. */
  SAME_UNKNOWN_KEYS(json -> json.config("LogNode", 1_000, i -> keys(60, k -> "mesage" + k))),
  /** A thousand config keys in each node, all different. */
  DIFFERENT_KEYS(json -> json.config("LogNode", 1_000, i -> keys(300, k -> "k" + (1_000 * i + k)))),
  /** The same 300 config keys in each node. */
  WIDE_CONFIGS(json -> json.config("LogNode", 1_000, i -> keys(300, k -> "k" + k))),
  /** Objects with few keys, all of them different. */
  BRANCHING_SHAPES(
      json -> json.list("x", 60_000, i -> "{" + keys(1 + i % 3, k -> "k" + i + k) + "}")),
  /** Objects that part from a common beginning. */
  PARTING_SHAPES(
      json -> json.list("x", 3_000, i -> "{" + keys(60, k -> k < 59 ? "k" + k : "k" + i) + "}")),
  /** Objects whose keys come in ever new orders. */
  PERMUTED_SHAPES(
      json -> json.list("x", 5_000, i -> "{" + keys(40, k -> "k" + (k * prime(i) % 41)) + "}")),
  /** Objects with 64 keys, which then come repeatedly. */
  REPEATED_KEYS(json -> json.config("SubtitleNode", 1, i -> keys(100_000, k -> "k" + k % 64))),
  /** The same outside of nodes. */
  REPEATED_KEYS_OUTSIDE(
      json -> json.list("x", 100, i -> "{" + keys(1_000, k -> "k" + k % 64) + "}")),
  /** One key, repeatedly. */
  ONE_KEY(json -> json.config("LogNode", 1, i -> keys(100_000, k -> "k"))),
  /** The same deep within. */
  ONE_KEY_DEEP(json -> json.member("x", deep(400, "{" + keys(50_000, k -> "k") + "}"))),
  /** The same within a member of a long name. */
  ONE_KEY_UNDER_LONG(
      json ->
          json.member("x", "{\"" + "n".repeat(50_000) + "\":{" + keys(20_000, k -> "k") + "}}")),
  /** A duplicate key that is long. */
  LONG_DUPLICATE_KEYS(
      json -> json.list("x", 200, i -> "{" + keys(40, k -> "n".repeat(200) + k % 2) + "}")),
  /** Containers within one another, repeatedly. */
  DEEP(json -> json.list("x", 600, i -> "[".repeat(400) + "]".repeat(400))),
  /** Objects within one another. */
  DEEP_OBJECTS(json -> json.list("x", 300, i -> "{\"a\":".repeat(400) + "1" + "}".repeat(400))),
  /** Empty objects. */
  EMPTY_OBJECTS(json -> json.list("x", 200_000, i -> "{}")),
  /** Empty strings. */
  EMPTY_STRINGS(json -> json.list("x", 200_000, i -> "\"\"")),
  /** Digits. */
  DIGITS(json -> json.list("x", 300_000, i -> "1")),
  /** Members of one character. */
  TINY_MEMBERS(json -> json.member("x", "{" + keys(60_000, k -> Integer.toString(k, 36)) + "}")),
  /** Numbers at the limit of their length. */
  LONG_NUMBERS(json -> json.list("x", 5_000, i -> "1" + "0123456789".repeat(9) + i)),
  /** Fractions at the limit of their length. */
  LONG_FRACTIONS(json -> json.list("x", 5_000, i -> "0." + "9876543210".repeat(9) + i)),
  /** Numbers near to the smallest. */
  TINY_NUMBERS(json -> json.list("x", 50_000, i -> "4.9e-324")),
  /** Numbers over the limit of their length. */
  OVERLONG_NUMBERS(json -> json.list("x", 3_000, i -> "1" + "0".repeat(100))),
  /** Numbers beyond the largest. */
  INFINITE_NUMBERS(json -> json.list("x", 50_000, i -> "1e999")),
  /** Config strings of escapes. */
  ESCAPES(json -> json.config("LogNode", 500, i -> message("\\u0041".repeat(150)))),
  /** Config strings of escaped quotation marks. */
  QUOTES(json -> json.config("LogNode", 500, i -> message("\\\"".repeat(400)))),
  /** Config strings beyond ASCII. */
  BEYOND_ASCII(json -> json.config("LogNode", 500, i -> message("\u00e9".repeat(400)))),
  /** Config strings beyond the basic plane. */
  BEYOND_PLANE(json -> json.config("LogNode", 500, i -> message("\ud83d\ude00".repeat(200)))),
  /** Config strings of beginnings of dangerous patterns. */
  NEAR_PATTERNS(json -> json.config("LogNode", 500, i -> message("eval exec _im_port".repeat(40)))),
  /** Config strings that have the first character of patterns over and over. */
  PATTERN_STARTS(json -> json.config("LogNode", 100, i -> message("_".repeat(9_000)))),
  /** The same, short. */
  SHORT_TRIGGERS(json -> json.config("LogNode", 500, i -> keys(100, k -> "k" + k, "\"aaaaa(\""))),
  /** A dangerous pattern in each short string. */
  DANGERS(json -> json.config("LogNode", 500, i -> keys(60, k -> "k" + k, "\"eval(\""))),
  /** Strings over their limit. */
  LONG_STRINGS(json -> json.config("LogNode", 50, i -> message("a".repeat(10_001)))),
  /** Keys over their limit. */
  LONG_KEYS(json -> json.config("LogNode", 100, i -> keys(20, k -> "k".repeat(257) + i + k))),
  /** Keys that are much longer, all different. */
  VERY_LONG_KEYS(json -> json.config("LogNode", 1, i -> keys(2_000, k -> "k".repeat(985) + k))),
  /** The same outside of nodes. */
  VERY_LONG_NAMES(json -> json.member("x", "{" + keys(2_000, k -> "k".repeat(985) + k) + "}")),
  /** One key between others, twice in an object of long keys. */
  DUPLICATES_AMONG_LONG_KEYS(
      json ->
          json.config(
              "LogNode",
              1,
              i -> "\"" + "n".repeat(200_000) + "\":1," + keys(20_000, k -> "k" + k % 5_000))),
  /** Ids over their limit. */
  LONG_IDS(
      json ->
          json.object(
              "nodes",
              500,
              i -> "i".repeat(990) + i,
              i -> node("i".repeat(990) + i, "LogNode", ""))),
  /** Types over their limit. */
  LONG_TYPES(
      json -> json.object("nodes", 500, i -> i + "", i -> node(i + "", "T".repeat(990) + i, ""))),
  /** Ports over their limit. */
  LONG_PORTS(
      json ->
          json.nodes(1_000)
              .list("connections", 1_000, i -> edge(i, "p".repeat(990) + i, i, "exec_in"))),
  /** Configs over their depth. */
  DEEP_CONFIGS(
      json -> json.config("LogNode", 1_000, i -> "\"k\":" + "[".repeat(40) + "]".repeat(40))),
  /** Ids that must be escaped in messages. */
  UNPRINTABLE_IDS(
      json ->
          json.nodes(1_000)
              .list(
                  "connections",
                  2_000,
                  i -> edge("\u200b".repeat(60) + i, "exec_out", "\u0085".repeat(60), "exec_in"))),
  /** Config keys that must be escaped in messages. */
  UNPRINTABLE_KEYS(
      json -> json.config("LogNode", 500, i -> keys(20, k -> "\u200b".repeat(40) + (k + 20 * i)))),
  /** Root members that must be escaped in messages, twice each. */
  UNPRINTABLE_MEMBERS(json -> json.members(5_000, i -> "\u0085".repeat(70) + i % 10, "1")),
  /** Nodes that are not objects. */
  NUMBERS_FOR_NODES(json -> json.list("nodes", 100_000, i -> "1")),
  /** Nodes without members. */
  EMPTY_NODES(json -> json.list("nodes", 100_000, i -> "{}")),
  /** Nodes without members, by key. */
  EMPTY_KEYED_NODES(json -> json.object("nodes", 50_000, i -> i + "", i -> "{}")),
  /** Nodes of one key. */
  ONE_NODE_KEY(json -> json.object("nodes", 30_000, i -> "a", i -> "{\"node_type\":\"LogNode\"}")),
  /** Listed nodes of one id. */
  ONE_NODE_ID(json -> json.list("nodes", 1_000, i -> node("a", "LogNode", ""))),
  /** Nodes whose own id is another. */
  OTHER_IDS(json -> json.object("nodes", 1_000, i -> i + "", i -> node("a", "LogNode", ""))),
  /** Connections that are not objects. */
  NUMBERS_FOR_CONNECTIONS(json -> json.nodes(2).list("connections", 100_000, i -> "1")),
  /** Connections without ends. */
  EMPTY_CONNECTIONS(json -> json.nodes(2).list("connections", 100_000, i -> "{}")),
  /** Connections as pairs of texts. */
  TEXT_CONNECTIONS(
      json ->
          json.nodes(1_000)
              .list(
                  "connections",
                  5_000,
                  i -> "{\"from\":\"" + i % 1_000 + ":exec_out\",\"to\":\"1\"}")),
  /** Positions that are none. */
  POSITIONS(
      json ->
          json.object(
              "nodes", 1_000, i -> i + "", i -> "{\"node_type\":\"LogNode\",\"position\":1}")),
  /** Every dialect's config in each node. */
  OVERLAID_CONFIGS(
      json ->
          json.object(
              "nodes",
              1_000,
              i -> i + "",
              i ->
                  "{\"node_type\":\"LogNode\",\"config\":{\"a\":1},\"properties\":{\"b\":1},"
                      + "\"parameters\":{\"c\":1},\"custom\":{\"d\":1},\"data\":{\"e\":1}}")),
  /** Sections that replace one another. */
  NODES_AGAIN(json -> json.members(20_000, i -> "nodes", "{}")),
  /** The same as lists. */
  LISTED_NODES_AGAIN(json -> json.members(20_000, i -> "nodes", "[]")),
  /** Sections of one node each that replace one another. */
  ONE_NODE_AGAIN(json -> json.members(10_000, i -> "nodes", "{\"a\":{\"node_type\":\"LogNode\"}}")),
  /** Sections of connections. */
  CONNECTIONS_AGAIN(json -> json.members(20_000, i -> "connections", "[]")),
  /** Metadata that replace one another. */
  METADATA_AGAIN(json -> json.members(20_000, i -> "metadata", "{}")),
  /** Variables that replace one another. */
  VARIABLES_AGAIN(json -> json.members(20_000, i -> "variables", "{}")),
  /** Settings that replace one another. */
  SETTINGS_AGAIN(json -> json.members(20_000, i -> "settings", "{}")),
  /** Frames that replace one another. */
  FRAMES_AGAIN(json -> json.members(20_000, i -> "frames", "[]")),
  /** Members that could each hold the workflow. */
  WRAPPERS(json -> json.members(20_000, i -> "workflow", "{}")),
  /** Wrappers by turns. */
  DEFINITIONS(json -> json.members(20_000, i -> "workflow_definition", "{}")),
  /** Unknown members of the document. */
  MEMBERS(json -> json.members(40_000, i -> "m" + i, "1")),
  /** Variables. */
  VARIABLES(json -> json.member("variables", "{" + keys(40_000, i -> "v" + i) + "}")),
  /** Frames. */
  FRAMES(json -> json.list("frames", 40_000, i -> "{\"a\":" + i + "}")),
  /** Blanks. */
  BLANKS(json -> json.member("x", " ".repeat(400_000) + "1")),
  /** Lines. */
  LINES(json -> json.member("x", "\r\n".repeat(200_000) + "1")),
  /** A root of another kind. */
  FOREIGN(json -> json.replace("[" + numbered(100_000, i -> "{\"a\":1}") + "]")),
  /** A document that breaks off. */
  BROKEN(json -> json.list("x", 50_000, i -> "[1,2]").replaceEnd());

  private final Consumer<JsonText> content;

  HostileDocument(Consumer<JsonText> content) {
    this.content = content;
  }

  byte[] bytes() {
    JsonText json = new JsonText();
    content.accept(json);
    return json.toString().getBytes(UTF_8);
  }

  private static int other(int source, int number) {
    return number < source ? number : number + 1;
  }

  private static int prime(int number) {
    return 1 + number % 40;
  }

  private static String numbered(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(","));
  }

  private static String keys(int count, IntFunction<String> key) {
    return keys(count, key, "1");
  }

  private static String keys(int count, IntFunction<String> key, String value) {
    return numbered(count, i -> "\"" + key.apply(i) + "\":" + value);
  }

  private static String message(String text) {
    return "\"message\":\"" + text + "\"";
  }

  private static String deep(int levels, String inner) {
    return "{\"a\":".repeat(levels) + inner + "}".repeat(levels);
  }

  /** One of 2^20 texts of equal hash codes: of each pair of characters one of two. */
  private static String colliding(int number, String between) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 15; bit++) {
      String pair = (number >> bit & 1) == 0 ? "Aa" : "BB";
      text.append(pair.charAt(0)).append(between).append(pair.charAt(1)).append(between);
    }
    return text.toString();
  }

  private static String node(String id, String type, String config) {
    return "{\"node_id\":\""
        + id
        + "\",\"node_type\":\""
        + type
        + "\",\"config\":{"
        + config
        + "}}";
  }

  private static String edge(Object source, String sourcePort, Object target, String targetPort) {
    return "{\"source_node\":\""
        + source
        + "\",\"source_port\":\""
        + sourcePort
        + "\",\"target_node\":\""
        + target
        + "\",\"target_port\":\""
        + targetPort
        + "\"}";
  }

  private static void switches(JsonText json, String cases) {
    json.object("nodes", 1, i -> "0", i -> node("0", "SwitchNode", "\"cases\":" + cases))
        .list("connections", 5_000, i -> edge(0, "case_c" + i % 100, 0, "exec_in"));
  }

  /** A JSON object that is written member by member. */
  private static final class JsonText {
    private final StringBuilder text = new StringBuilder("{");
    private String end = "}";

    JsonText member(String name, String value) {
      text.append(text.length() == 1 ? "\"" : ",\"").append(name).append("\":").append(value);
      return this;
    }

    void members(int count, IntFunction<String> name, String value) {
      for (int i = 0; i < count; i++) {
        member(name.apply(i), value);
      }
    }

    JsonText list(String name, int count, IntFunction<String> element) {
      return member(name, "[" + numbered(count, element) + "]");
    }

    JsonText object(String name, int count, IntFunction<String> key, IntFunction<String> value) {
      return member(
          name, "{" + numbered(count, i -> "\"" + key.apply(i) + "\":" + value.apply(i)) + "}");
    }

    JsonText nodes(int count) {
      return object("nodes", count, i -> i + "", i -> node(i + "", "LogNode", ""));
    }

    void edges(int count, IntFunction<Integer> source, IntFunction<Integer> target) {
      list(
          "connections", count, i -> edge(source.apply(i), "exec_out", target.apply(i), "exec_in"));
    }

    void config(String type, int nodes, IntFunction<String> config) {
      object("nodes", nodes, i -> i + "", i -> node(i + "", type, config.apply(i)));
    }

    void replace(String whole) {
      text.setLength(0);
      text.append(whole);
      end = "";
    }

    void replaceEnd() {
      end = "";
    }

    @Override
    public String toString() {
      return text + end;
    }
  }
}
