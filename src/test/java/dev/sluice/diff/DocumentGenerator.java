package dev.sluice.diff;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Workflow documents of every kind and dialect, in members' random order; mostly small. One in
 * three is sound but for unknown types and ends; the others have repeated keys and values of wrong
 * types. The same random numbers give the same documents.
 */
public final class DocumentGenerator {

  private static final List<String> IDS =
      List.of("a", "b", "c", "start", "log", "é", "n.1", "x:y", "__auto_start__", "", "A~/b");

  private static final List<String> TYPES =
      List.of(
          "StartNode",
          "EndNode",
          "LogNode",
          "IfNode",
          "WhileNode",
          "SwitchNode",
          "MessageBoxNode",
          "SetVariableNode",
          "ReadFileNode",
          "ScheduleTriggerNode",
          "ForLoopStartNode",
          "LogNoed",
          "NoSuchNode",
          "OddTriggerNode",
          "VisualLogNode",
          "casare_rpa.system.VisualMessageBoxNode",
          "Failing",
          "");

  private static final List<String> SOUND_TYPES =
      List.of("StartNode", "LogNode", "SetVariableNode", "EndNode", "NoSuchNode", "LogNoed");

  private static final List<String> PORTS =
      List.of("exec_out", "exec_in", "true", "false", "message", "value", "in", "out", " x ", "");

  private static final List<String> CONFIG_KEYS =
      List.of("message", "level", "condition", "cases", "variable_name", "value", "nodes", "k");

  private static final List<String> ROOT_MEMBERS =
      List.of(
          "variables",
          "settings",
          "frames",
          "$schema_version",
          "id",
          "snippet_id",
          "inputs",
          "outputs",
          "author",
          "$schema",
          "bindings",
          "templates",
          "projects",
          "tags",
          "created_at",
          "name",
          "description",
          "version",
          "schema_version",
          "node_positions",
          "extra");

  private static final List<String> WRAPPERS =
      List.of("workflow", "workflow", "workflow", "workflow_definition", "base_workflow");

  private static final List<String> FOREIGN =
      List.of(
          "[{\"id\":\"1\",\"type\":\"tab\"},{\"id\":\"2\",\"wires\":[]}]",
          "[[{\"wires\":1}],{\"z\":1}]",
          "{\"nodes\":[{\"name\":\"a\",\"typeVersion\":1}],\"connections\":{\"a\":{\"main\":[]}}}",
          "{\"last_node_id\":1,\"links\":[],\"nodes\":[{\"id\":1,\"type\":\"K\"}]}",
          "{\"3\":{\"class_type\":\"KSampler\",\"inputs\":{}}}",
          "{\"nodes\":[{\"id\":\"a\"}],\"edges\":[{\"source\":\"a\",\"target\":\"a\"}]}",
          "{\"$schema\":\"x\",\"properties\":{\"a\":{}}}",
          "17",
          "\"\\ud800\"",
          "null",
          "");

  private final Random random;
  private final JsonText json;

  /** The ids of the nodes of the body that is being written. */
  private List<String> ids = new ArrayList<>();

  /** Whether the document is meant to be accepted. */
  private boolean sound;

  public DocumentGenerator(Random random) {
    this.random = random;
    this.json = new JsonText(random);
  }

  public byte[] next() {
    json.restyle();
    sound = random.nextInt(3) == 0;
    int scale = random.nextInt(60) == 0 ? 40 : random.nextInt(10) == 0 ? 8 : 2;
    String document = wrong(25) ? json.pick(FOREIGN) : document(scale);
    String marks = wrong(30) ? "\uFEFF".repeat(1 + random.nextInt(2)) : "";
    return (marks + json.blank() + document + json.blank()).getBytes(StandardCharsets.UTF_8);
  }

  /** The members of the root of a document, some of which may have the same name. */
  List<String> members() {
    json.restyle();
    sound = random.nextInt(3) > 0;
    return members(2);
  }

  private String document(int scale) {
    return ordered(members(scale));
  }

  private List<String> members(int scale) {
    List<String> members = body(scale, random.nextInt(12) > 0);
    if (random.nextInt(3) == 0) {
      List<String> outer = random.nextInt(3) > 0 ? body(scale, false) : members;
      for (int left = 1 + oneIn(4) + oneIn(12); left > 0; left--) {
        String inner = wrong(8) ? json.value(2) : ordered(body(scale, true));
        outer.add(json.member(json.pick(WRAPPERS), inner));
      }
      if (random.nextInt(4) == 0) {
        outer.add(json.member("connections", connections(scale)));
      }
      members = outer;
    }
    return members;
  }

  private String ordered(List<String> members) {
    if (random.nextInt(3) > 0) {
      Collections.shuffle(members, random);
    }
    return json.object(members);
  }

  private List<String> body(int scale, boolean work) {
    List<String> members = new ArrayList<>();
    if (random.nextInt(2) == 0) {
      members.add(json.member("metadata", metadata()));
    }
    for (int rest = random.nextInt(4); rest > 0; rest--) {
      String name = json.pick(ROOT_MEMBERS);
      members.add(json.member(name, sound || random.nextInt(3) == 0 ? json.text() : json.value(3)));
    }
    if (oneIn(10) > 0) {
      members.add(json.member(json.pick(ROOT_MEMBERS), json.longText()));
    }
    for (int again = work ? 1 + oneIn(9) : 0; again > 0; again--) {
      members.add(json.member("nodes", nodes(scale)));
      if (random.nextInt(5) > 0) {
        members.add(json.member("connections", connections(scale)));
      }
    }
    return members;
  }

  private String metadata() {
    if (wrong(15)) {
      return json.value(2);
    }
    List<String> members = new ArrayList<>();
    for (String name : List.of("name", "description", "author", "version", "schema_version")) {
      if (random.nextInt(3) == 0) {
        members.add(json.member(name, wrong(6) ? json.value(1) : json.text()));
      }
    }
    return json.object(members);
  }

  private String nodes(int scale) {
    if (wrong(25)) {
      return json.value(2);
    }
    boolean listed = random.nextInt(4) == 0;
    ids = new ArrayList<>();
    List<String> nodes = new ArrayList<>();
    for (int left = random.nextInt(scale * 2); left > 0; left--) {
      String id = sound || (scale > 2 && random.nextInt(4) > 0) ? "n" + left : json.pick(IDS);
      ids.add(id);
      String node = wrong(25) ? json.stray() : node(id);
      nodes.add(listed ? node : json.member(id, node));
    }
    return listed ? json.list(nodes) : json.object(nodes);
  }

  private String node(String id) {
    List<String> members = new ArrayList<>();
    boolean canonical = random.nextInt(3) > 0;
    if (random.nextInt(10) > 0) {
      String named = wrong(12) ? json.pick(IDS) : id;
      members.add(json.member(canonical ? "node_id" : "id", json.string(named)));
    }
    if (!wrong(15)) {
      String name = canonical ? "node_type" : json.pick(List.of("type", "type_", "node_type"));
      members.add(json.member(name, json.string(json.pick(sound ? SOUND_TYPES : TYPES))));
    }
    List<String> configs = List.of("config", "properties", "parameters", "custom", "data");
    for (int left = oneIn(2) + oneIn(5); left > 0; left--) {
      members.add(json.member(canonical ? "config" : json.pick(configs), config()));
    }
    if (random.nextInt(4) == 0) {
      members.add(json.member(json.pick(List.of("position", "pos")), position()));
    }
    if (random.nextInt(6) == 0) {
      String value = oneIn(8) > 0 ? json.longText() : json.value(3);
      members.add(json.member(json.pick(List.of("name", "extra", "ünd")), value));
    }
    return ordered(members);
  }

  private String config() {
    if (wrong(20)) {
      return json.value(2);
    }
    List<String> members = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      String key = wrong(30) ? "k".repeat(250) + left : json.pick(CONFIG_KEYS);
      members.add(json.member(key, json.value(random.nextInt(4))));
    }
    return json.object(members);
  }

  private String position() {
    return switch (random.nextInt(4)) {
      case 0 -> json.object(List.of(json.member("x", json.number()), json.member("y", "2")));
      case 1 -> sound ? "[1,2]" : json.value(1);
      default -> json.list(List.of(json.number(), json.number()));
    };
  }

  private String connections(int scale) {
    if (wrong(25)) {
      return json.value(2);
    }
    List<String> connections = new ArrayList<>();
    for (int left = random.nextInt(scale * 2); left > 0; left--) {
      connections.add(wrong(12) ? json.stray() : connection(end(), end()));
    }
    return json.list(connections);
  }

  /** The id of a node that a connection begins or ends at, which mostly exists. */
  private String end() {
    return json.pick(ids.isEmpty() || random.nextInt(4) == 0 ? IDS : ids);
  }

  private String connection(String from, String to) {
    String out = sound ? "exec_out" : json.pick(PORTS);
    String in = sound ? "exec_in" : json.pick(PORTS);
    return switch (random.nextInt(10)) {
      case 0 -> ends("from_node", from, "from_port", out, "to_node", to, "to_port", in);
      case 1 -> ends("from", from + "." + out, "to", to + ":" + in);
      case 2 -> ends("source", from, "source_port", out, "target", to, "target_port", in);
      case 3 -> ordered(pairOf("out", pair(from, out), "in", pair(to, in)));
      case 4 -> ordered(pairOf("from", port(from, out), "to", port(to, in)));
      case 5 -> ends("source", from, "target", to);
      case 6 -> ends("source_node", from, "target_node", to, "target_port", in);
      default ->
          ends("source_node", from, "source_port", out, "target_node", to, "target_port", in);
    };
  }

  private String ends(String... namesAndTexts) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      String value = wrong(40) ? json.value(1) : json.string(namesAndTexts[i + 1]);
      members.add(json.member(namesAndTexts[i], value));
    }
    return ordered(members);
  }

  private List<String> pairOf(String one, String value, String other, String otherValue) {
    return new ArrayList<>(List.of(json.member(one, value), json.member(other, otherValue)));
  }

  private String pair(String node, String port) {
    return json.list(List.of(json.string(node), json.string(port)));
  }

  private String port(String node, String port) {
    return json.object(pairOf("node", json.string(node), "port", json.string(port)));
  }

  /** True once in so many times, unless the document is sound. */
  private boolean wrong(int times) {
    return !sound && random.nextInt(times) == 0;
  }

  /** One once in so many times, else 0. */
  private int oneIn(int times) {
    return random.nextInt(times) == 0 ? 1 : 0;
  }
}
