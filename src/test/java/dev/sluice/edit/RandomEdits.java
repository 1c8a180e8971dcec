package dev.sluice.edit;

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

/** Edits of every sort; the same random numbers make the same edits. */
final class RandomEdits {

  /** The number of random documents that a test edits. */
  static final long DOCUMENTS = Long.getLong("sluice.edits", 3_000);

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

  private final Random random;

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
    } catch (NoSuchElementException e) {
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

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
