package dev.sluice.edit;

import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.model.Connection;
import dev.sluice.model.WorkflowDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** Edits of every sort; the same random numbers make the same edits. */
final class RandomEdits {

  /** The number of edits that a test makes of random documents. */
  static final long EDITS = Long.getLong("sluice.edits", 2_000);

  /** The kinds of edits that add elements, or replace one that has several members. */
  private static final Set<Integer> ADDING = Set.of(0, 1, 12, 13, 20, 21);

  private static final List<String> TYPES =
      List.of("StartNode", "LogNode", "SwitchNode", "ReadFileNode", "NoSuchNode", "OddTriggerNode");

  private static final List<String> PORTS =
      List.of("exec_out", "exec_in", "true", "message", "out", "");

  private static final List<Object> VALUES =
      Arrays.asList(
          null,
          true,
          5,
          -0.0,
          0.1f,
          1e22,
          new BigDecimal("1.10"),
          "text ünd \" \\ \n",
          "{{a.out}} {{ b.out }}",
          List.of(),
          List.of(1, Map.of("k", List.of("v"))),
          Map.of("x", Map.of()));

  private static final String BODY = "(/workflow|/workflow_definition|/base_workflow)?/";

  private final Random random;
  private final List<String> touched = new ArrayList<>();
  private int made;
  private boolean adding;

  RandomEdits(Random random) {
    this.random = random;
  }

  /** Makes one edit and describes it. */
  String one(WorkflowEdit edit) {
    WorkflowDefinition now = edit.definition();
    List<String> ids = new ArrayList<>(now.nodes().keySet());
    ids.removeIf(id -> now.nodes().get(id).members().isEmpty());
    String id = ids.isEmpty() ? "none" : pick(ids);
    String other = ids.isEmpty() ? "none" : pick(ids);
    String fresh = pick(List.of("z", "new node", "a.b", "#1", "é")) + random.nextInt(100);
    int kind = random.nextInt(22);
    String said = kind + " " + id + " " + other + " " + fresh;
    try {
      edit(edit, now, kind, id, other, fresh);
      made++;
      adding |= ADDING.contains(kind);
      touched.add(BODY + touchedBy(kind, id, fresh) + "(/.*)?");
    } catch (NoSuchElementException | InvalidWorkflowException e) {
      // an edit that would replace, for example, a list of variables is refused
      said += " " + e.getMessage();
    }
    return said;
  }

  private void edit(
      WorkflowEdit edit, WorkflowDefinition now, int kind, String id, String other, String fresh) {
    Object value = pick(VALUES);
    switch (kind) {
      case 0 -> edit.addNode(fresh, pick(TYPES), Map.of("message", "new"));
      case 1 -> edit.addNode(fresh, pick(TYPES));
      case 2 -> edit.removeNode(id);
      case 3, 4 -> edit.renameNode(id, fresh);
      case 5 -> edit.retype(id, pick(TYPES));
      case 6, 7 -> edit.config(id, pick(List.of("message", "cases", "k")), value);
      case 8 -> edit.config(id, Collections.singletonMap("k", value));
      case 9 -> edit.removeConfig(id, pick(List.of("message", "cases", "k")));
      case 10 -> edit.position(id, random.nextInt(9), random.nextInt(9) / 2.0);
      case 11 -> edit.name(id, fresh);
      case 12, 13 -> edit.connect(id, pick(PORTS), other, pick(PORTS));
      case 14 -> {
        if (!now.connections().isEmpty()) {
          Connection edge = pick(now.connections());
          edit.disconnect(
              edge.sourceNode(), edge.sourcePort(), edge.targetNode(), edge.targetPort());
        }
      }
      case 15 -> edit.variable(pick(List.of("a", "v")), value);
      case 16 -> edit.removeVariable("v");
      case 17 -> edit.setting(pick(List.of("timeout", "s")), value);
      case 18 -> edit.metadata(pick(List.of("name", "description", "author")), fresh);
      case 19 -> edit.removeMetadata(pick(List.of("name", "author", "tags")));
      case 20 -> edit.addFrame(Map.of("title", fresh, "node_ids", List.of(id, other)));
      default -> {
        if (random.nextBoolean()) {
          edit.frame(0, Map.of("title", fresh));
        } else {
          edit.removeFrame(0);
        }
      }
    }
  }

  /** The members of the workflow that an edit may change, as a regular expression. */
  private static String touchedBy(int kind, String id, String fresh) {
    return switch (kind) {
      case 0, 1 -> "nodes(/" + Pattern.quote(fresh) + "(/.*)?)?$";
      case 2, 3, 4 -> ".*"; // references to the node can be anywhere
      case 5, 6, 7, 8, 9, 10, 11 -> "nodes/" + Pattern.quote(id);
      case 12, 13, 14 -> "connections";
      case 15, 16 -> "variables";
      case 17 -> "settings";
      case 18, 19 -> "(metadata|name|description|author|tags)";
      default -> "frames";
    };
  }

  /** The number of edits that were made, without those that were refused. */
  int made() {
    return made;
  }

  /** Whether an edit has added elements to a list or replaced them. */
  boolean isAdding() {
    return adding;
  }

  /** Whether the value with this path can have been changed. */
  boolean isTouched(String path) {
    return touched.stream().anyMatch(path::matches);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
