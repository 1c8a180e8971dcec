package dev.sluice.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.diff.Difference.ConnectionAdded;
import dev.sluice.diff.Difference.ConnectionChanged;
import dev.sluice.diff.Difference.ConnectionRemoved;
import dev.sluice.diff.Difference.KindChanged;
import dev.sluice.diff.Difference.NodeAdded;
import dev.sluice.diff.Difference.NodeChanged;
import dev.sluice.diff.Difference.NodeRemoved;
import dev.sluice.diff.Difference.NodeRenamed;
import dev.sluice.diff.Difference.PartChanged;
import dev.sluice.model.DocumentForm;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.source.ByteSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WorkflowDiffTest {

  private static final WorkflowLoader LOADER = WorkflowLoader.builder().build();

  @AfterAll
  static void closeLoader() {
    LOADER.close();
  }

  private static WorkflowDefinition read(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return LOADER.read(ByteSource.of("test", bytes)).block();
  }

  /** A document with these nodes, given as {@code id: Type config more}, and these edges. */
  private static WorkflowDefinition workflow(String nodes, String edges) {
    return read("{'nodes': {" + nodes + "}, 'connections': [" + edges + "]}");
  }

  private static String node(String id, String type, String config) {
    return "'%s': {'node_id': '%s', 'node_type': '%s', 'config': {%s}, 'position': [0, 0]}"
        .formatted(id, id, type, config);
  }

  private static String edge(String source, String out, String target, String in) {
    return "{'source_node': '%s', 'source_port': '%s', 'target_node': '%s', 'target_port': '%s'}"
        .formatted(source, out, target, in);
  }

  private static List<String> lines(WorkflowDiff diff) {
    return lines(diff.differences());
  }

  private static List<String> lines(List<Difference> differences) {
    List<String> lines = new ArrayList<>();
    for (Difference difference : differences) {
      if (difference instanceof NodeAdded added) {
        lines.add("+ node " + added.node().id());
      } else if (difference instanceof NodeRemoved removed) {
        lines.add("- node " + removed.node().id());
      } else if (difference instanceof NodeChanged changed) {
        lines.add("~ node " + changed.after().id() + " " + text(changed.changes()));
      } else if (difference instanceof NodeRenamed renamed) {
        lines.add(
            "= node %s > %s (%d) %s"
                .formatted(
                    renamed.before().id(),
                    renamed.after().id(),
                    renamed.references(),
                    text(renamed.changes()))
                .strip());
      } else if (difference instanceof ConnectionAdded added) {
        lines.add("+ connection " + added.connection());
      } else if (difference instanceof ConnectionRemoved removed) {
        lines.add("- connection " + removed.connection());
      } else if (difference instanceof ConnectionChanged changed) {
        lines.add("~ connection " + changed.after() + " " + text(changed.changes()));
      } else if (difference instanceof PartChanged part) {
        lines.add(part.part() + " " + text(List.of(part.change())));
      } else if (difference instanceof KindChanged kind) {
        lines.add(kind.before() + " > " + kind.after());
      }
    }
    return lines;
  }

  private static String text(List<ValueChange> changes) {
    List<String> texts = new ArrayList<>();
    for (ValueChange change : changes) {
      String before = change.before().map(Object::toString).orElse("null");
      String after = change.after().map(Object::toString).orElse("null");
      texts.add(
          change.pathText()
              + switch (change.kind()) {
                case ADDED -> " +" + after;
                case REMOVED -> " -" + before;
                case CHANGED -> " " + before + " > " + after;
                case REORDERED -> " reordered";
                case RESPELLED -> " respelled";
              });
    }
    return String.join("; ", texts);
  }

  private static List<String> changes(String configBefore, String configAfter) {
    return lines(
        WorkflowDiff.between(
            workflow(node("a", "HttpRequestNode", configBefore), ""),
            workflow(node("a", "HttpRequestNode", configAfter), "")));
  }

  @Test
  void between_endedEarly_hasWhatWasFoundSoFar() {
    String nodes = node("a", "WaitNode", "'duration': 5") + ",";
    WorkflowDefinition before =
        workflow(
            nodes + node("b", "WaitNode", "'duration': 1") + "," + node("old", "LogNode", ""), "");
    WorkflowDefinition after =
        workflow(
            nodes.replace("5", "6")
                + node("b", "WaitNode", "'duration': 2")
                + ","
                + node("new", "WaitNode", "'duration': 9"),
            edge("a", "exec_out", "b", "exec_in"));
    AtomicInteger queries = new AtomicInteger();

    WorkflowDiff none = WorkflowDiff.between(before, after, Set.of(), () -> true);
    WorkflowDiff some =
        WorkflowDiff.between(before, after, Set.of(), () -> queries.incrementAndGet() > 2);

    assertThat(lines(none)).containsExactly("+ node new", "- node old");
    assertThat(none.isComplete()).isFalse();
    assertThat(lines(some))
        .containsExactly("~ node a config.duration 5 > 6", "+ node new", "- node old");
    assertThat(some.isComplete()).isFalse();
    assertThat(WorkflowDiff.between(before, after, Set.of(), () -> false).isComplete()).isTrue();
  }

  @Test
  void between_equalDocuments_isEmptyAndFoldsNothing() {
    WorkflowDefinition one = workflow(node("a", "WaitNode", "'duration': 5"), "");
    WorkflowDefinition two = workflow(node("a", "WaitNode", "'duration': 5"), "");

    WorkflowDiff diff = WorkflowDiff.between(one, two);

    assertThat(diff.isEmpty()).isTrue();
    assertThat(diff.folded()).isEmpty();
    assertThat(diff).hasToString("WorkflowDiff[0 differences, 0 folded]");
  }

  @Test
  void between_configs_areComparedKeyByKeyAtAnyDepth() {
    assertThat(
            changes(
                "'timeout': 30, 'url': 'x', 'headers': {'A': '1', 'odd key': 1}, 'gone': null",
                "'timeout': 60, 'url': 'x', 'headers': {'A': '1', 'odd key': null}, 'new': null"))
        .containsExactly(
            "~ node a config.timeout 30 > 60; config.headers.\"odd key\" 1 > null;"
                + " config.new +null; config.gone -null");
  }

  @Test
  void between_textAndNumberOfOneValue_areDifferent() {
    assertThat(changes("'timeout': '30'", "'timeout': 30"))
        .containsExactly("~ node a config.timeout 30 > 30");
  }

  @Test
  void between_lists_areAlignedByElement() {
    assertThat(
            changes(
                "'list': ['a', 'b', 'c', 'd'], 'rows': [{'k': 1, 'v': 2}]",
                "'list': ['b', 'c', 'x', 'y', 'd'], 'rows': [{'k': 1, 'v': 3}]"))
        .containsExactly(
            "~ node a config.list[0] -a; config.list[2] +x; config.list[3] +y;"
                + " config.rows[0].v 2 > 3");
  }

  @Test
  void between_typeAndNameAndOtherMembers_areChangesOfTheNode() {
    WorkflowDefinition one =
        read("{'nodes': {'a': {'node_id': 'a', 'node_type': 'LogNode', 'note': [1]}}}");
    WorkflowDefinition two =
        read("{'nodes': {'a': {'node_id': 'a', 'node_type': 'WaitNode', 'name': 'Pause'}}}");

    assertThat(lines(WorkflowDiff.between(one, two)))
        .containsExactly("~ node a type LogNode > WaitNode; name +Pause; note -[1]");
  }

  @Test
  void between_layoutDatesAndRunState_areFoldedAndCounted() {
    WorkflowDefinition one =
        read(
            "{'metadata': {'name': 'n', 'modified_at': '2026-01-01T00:00:00'}, 'nodes': {'a':"
                + " {'node_id': 'a', 'node_type': 'LogNode', 'config': {'status': 'idle',"
                + " '_is_running': false}, 'position': [0, 0]}}, 'frames': [{'title': 'F',"
                + " 'node_ids': ['a'], 'position': [0, 0], 'color': 'blue'}]}");
    WorkflowDefinition two =
        read(
            "{'metadata': {'name': 'n', 'modified_at': '2026-01-02T00:00:00'}, 'nodes': {'a':"
                + " {'node_id': 'a', 'node_type': 'LogNode', 'config': {'status': 'success',"
                + " '_is_running': true}, 'position': [10, 0]}}, 'frames': [{'title': 'F',"
                + " 'node_ids': ['a'], 'position': [5, 0], 'color': 'blue'}]}");

    WorkflowDiff diff = WorkflowDiff.between(one, two);

    assertThat(diff.isEmpty()).isTrue();
    assertThat(lines(diff.folded().get(Fold.LAYOUT)))
        .containsExactly("FRAME F.position[0] 0 > 5", "~ node a position [0, 0] > [10, 0]");
    assertThat(lines(diff.folded().get(Fold.SAVED)))
        .containsExactly("METADATA modified_at 2026-01-01T00:00:00 > 2026-01-02T00:00:00");
    assertThat(lines(diff.folded().get(Fold.RUN_STATE)))
        .containsExactly("~ node a config.status idle > success; config._is_running false > true");
    assertThat(lines(WorkflowDiff.between(one, two, EnumSet.noneOf(Fold.class))))
        .containsExactly(
            "~ node a config.status idle > success; config._is_running false > true;"
                + " position [0, 0] > [10, 0]",
            "METADATA modified_at 2026-01-01T00:00:00 > 2026-01-02T00:00:00",
            "FRAME F.position[0] 0 > 5");
  }

  @Test
  void between_statusThatTheTypeDeclares_isADifference() {
    assertThat(lines(WorkflowDiff.between(declaringStatus("open"), declaringStatus("closed"))))
        .containsExactly("~ node a config.status open > closed");
  }

  private static WorkflowDefinition declaringStatus(String status) {
    NodeType type =
        new NodeType(
            "TicketNode",
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Set.of("status"),
            List.of(),
            false,
            false,
            NodeType.Kind.CREATABLE,
            NodeFactory.PLAIN);
    NodeDefinition node =
        new NodeDefinition(
            "a",
            type,
            "TicketNode",
            Map.of("status", status),
            Map.of("node_id", "a", "node_type", "TicketNode"),
            List.of(),
            List.of());
    return new WorkflowDefinition(
        DocumentKind.WORKFLOW,
        Map.of(),
        Map.of(),
        WorkflowMetadata.EMPTY,
        Map.of("a", node),
        List.of(),
        false,
        DocumentForm.CANONICAL);
  }

  @Test
  void between_statusOfAnUnknownType_isADifference() {
    assertThat(
            lines(
                WorkflowDiff.between(
                    workflow(node("a", "OurOrderNode", "'status': 'open'"), ""),
                    workflow(node("a", "OurOrderNode", "'status': 'closed'"), ""))))
        .containsExactly("~ node a config.status open > closed");
  }

  @Test
  void between_otherNotations_areFoldedAsSpelling() {
    WorkflowDefinition one =
        workflow(
            node("a", "LogNode", "'x': 100, 'y': 1") + "," + node("b", "LogNode", "'l': [1]"),
            edge("a", "exec_out", "b", "exec_in") + "," + edge("b", "exec_out", "a", "exec_in"));
    WorkflowDefinition two =
        workflow(
            node("b", "LogNode", "'l': [1.0]") + "," + node("a", "LogNode", "'y': 1, 'x': 100.0"),
            edge("b", "exec_out", "a", "exec_in") + "," + edge("a", "exec_out", "b", "exec_in"));

    WorkflowDiff diff = WorkflowDiff.between(one, two);

    assertThat(diff.isEmpty()).isTrue();
    assertThat(lines(diff.folded().get(Fold.SPELLING)))
        .containsExactly(
            "~ node b config.l[0] respelled",
            "~ node a config.x respelled; config reordered",
            "DOCUMENT nodes reordered",
            "DOCUMENT connections reordered");
  }

  @Test
  void between_anotherDialect_isFoldedAsSpelling() {
    WorkflowDefinition one = workflow(node("a", "LogNode", "'x': 1"), "");
    WorkflowDefinition two =
        read(
            "{'nodes': [{'id': 'a', 'type': 'LogNode', 'properties': {'x': 1}, 'position':"
                + " {'x': 0, 'y': 0}}], 'connections': []}");

    WorkflowDiff diff = WorkflowDiff.between(one, two);

    assertThat(diff.isEmpty()).isTrue();
    assertThat(diff.folded()).containsOnlyKeys(Fold.SPELLING);
  }

  @Test
  void between_edgeMovedToAnotherPort_isRemovedAndAdded() {
    String nodes = node("i", "IfNode", "") + "," + node("a", "LogNode", "");

    assertThat(
            lines(
                WorkflowDiff.between(
                    workflow(nodes, edge("i", "true", "a", "exec_in")),
                    workflow(nodes, edge("i", "false", "a", "exec_in")))))
        .containsExactly("- connection i.true -> a.exec_in", "+ connection i.false -> a.exec_in");
  }

  @Test
  void between_edgeWithOtherMembers_isChanged() {
    String nodes = node("a", "LogNode", "") + "," + node("b", "LogNode", "");
    String edge = edge("a", "exec_out", "b", "exec_in");

    assertThat(
            lines(
                WorkflowDiff.between(
                    workflow(nodes, edge.replace("}", ", 'label': 'x'}")),
                    workflow(nodes, edge.replace("}", ", 'label': 'y'}")))))
        .containsExactly("~ connection a.exec_out -> b.exec_in label x > y");
  }

  @Test
  void between_nodeWithAnotherId_isRenamedAndItsReferencesFollow() {
    WorkflowDefinition one =
        workflow(
            node("a", "CreateDictNode", "'k': 1")
                + ","
                + node("log_1", "LogNode", "'message': 'total'")
                + ","
                + node("c", "LogNode", "'message': 'say {{ log_1.text }} and {{a.dict}}'"),
            edge("a", "exec_out", "log_1", "exec_in")
                + ","
                + edge("log_1", "exec_out", "c", "exec_in"));
    WorkflowDefinition two =
        workflow(
            node("a", "CreateDictNode", "'k': 1")
                + ","
                + node("log_audit", "LogNode", "'message': 'total'")
                + ","
                + node("c", "LogNode", "'message': 'say {{ log_audit.text }} and {{a.dict}}'"),
            edge("a", "exec_out", "log_audit", "exec_in")
                + ","
                + edge("log_audit", "exec_out", "c", "exec_in"));

    assertThat(lines(WorkflowDiff.between(one, two)))
        .containsExactly("= node log_1 > log_audit (3)");
  }

  @Test
  void between_renamedNodeWithAReferenceLeftBehind_showsTheEdge() {
    String other = node("a", "CreateDictNode", "'k': 1");
    WorkflowDefinition one =
        workflow(
            other + "," + node("x", "LogNode", "'message': 'm'"),
            edge("a", "exec_out", "x", "exec_in"));
    WorkflowDefinition two =
        workflow(
            other + "," + node("y", "LogNode", "'message': 'm'"),
            edge("a", "exec_out", "x", "exec_in"));

    assertThat(lines(WorkflowDiff.between(one, two)))
        .containsExactly(
            "= node x > y (0)",
            "- connection a.exec_out -> x.exec_in",
            "+ connection a.exec_out -> x.exec_in");
  }

  @Test
  void between_similarNodeWithACommonNeighbour_isRenamed() {
    String config = "'url': 'u', 'method': 'GET', 'retry': 3, 'verify': true, 'timeout': ";
    WorkflowDefinition one =
        workflow(
            node("a", "LogNode", "") + "," + node("x", "HttpRequestNode", config + "30"),
            edge("a", "exec_out", "x", "exec_in"));
    WorkflowDefinition two =
        workflow(
            node("a", "LogNode", "") + "," + node("y", "HttpRequestNode", config + "60"),
            edge("a", "exec_out", "y", "exec_in"));

    assertThat(lines(WorkflowDiff.between(one, two)))
        .containsExactly("= node x > y (1) config.timeout 30 > 60");
  }

  @Test
  void between_similarNodeWithoutCommonNeighbourOrName_isRemovedAndAdded() {
    String config = "'url': 'u', 'method': 'GET', 'retry': 3, 'verify': true, 'timeout': ";

    assertThat(
            lines(
                WorkflowDiff.between(
                    workflow(node("x", "HttpRequestNode", config + "30"), ""),
                    workflow(node("y", "HttpRequestNode", config + "60"), ""))))
        .containsExactly("+ node y", "- node x");
  }

  @Test
  void between_severalNodesThatCouldBeTheSame_areNotRenamed() {
    String config = "'message': 'm'";

    assertThat(
            lines(
                WorkflowDiff.between(
                    workflow(node("x", "LogNode", config), ""),
                    workflow(
                        node("y", "LogNode", config) + "," + node("z", "LogNode", config), ""))))
        .containsExactly("+ node y", "+ node z", "- node x");
  }

  @Test
  void between_variablesSettingsAndMetadata_areCompared() {
    WorkflowDefinition one =
        read(
            "{'metadata': {'name': 'n', 'tags': ['a', 'b']}, 'nodes': {"
                + node("a", "LogNode", "")
                + "}, 'variables': {'v': {'type': 'String', 'default_value': 'x'}, 'w': 1},"
                + " 'extra': 1}");
    WorkflowDefinition two =
        read(
            "{'metadata': {'name': 'm', 'tags': ['b', 'c']}, 'nodes': {"
                + node("a", "LogNode", "")
                + "}, 'variables': {'v': {'type': 'String', 'default_value': 'y'}},"
                + " 'settings': {'stop_on_error': false, 'timeout': 30, 'retry_count': 0},"
                + " 'extra': 2}");

    assertThat(lines(WorkflowDiff.between(one, two)))
        .containsExactly(
            "VARIABLE v.default_value x > y",
            "VARIABLE w -1",
            "SETTING stop_on_error true > false",
            "METADATA name n > m",
            "METADATA tags[1] +c",
            "METADATA tags[0] -a",
            "DOCUMENT extra 1 > 2");
  }

  @Test
  void between_frames_areIdentifiedByTitleAndNodes() {
    String nodes = "'nodes': {" + node("a", "LogNode", "") + "}, 'frames': ";
    WorkflowDefinition one =
        read("{" + nodes + "[{'title': 'F', 'node_ids': ['a'], 'color': 'blue'}, {'title': 'G'}]}");
    WorkflowDefinition two =
        read("{" + nodes + "[{'title': 'H'}, {'title': 'F', 'node_ids': ['a'], 'color': 'red'}]}");

    assertThat(lines(WorkflowDiff.between(one, two)))
        .containsExactly("FRAME F.color blue > red", "FRAME H +{title=H}", "FRAME G -{title=G}");
  }

  @Test
  void lines_ofLongTexts_haveThreeLinesOfContext() {
    String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    String after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\nten\n";
    ValueChange change = ValueChange.changed(List.of(), before, after);

    TextChange text = change.lines().orElseThrow();

    assertThat(text.differing()).isEqualTo(2);
    assertThat(text.hunks()).hasSize(1);
    TextChange.Hunk hunk = text.hunks().get(0);
    assertThat(hunk.beforeLine()).isEqualTo(2);
    assertThat(hunk.afterLine()).isEqualTo(2);
    assertThat(hunk.lines().stream().map(line -> mark(line.side()) + line.text()))
        .containsExactly(" 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8", " 9", "+ten");
  }

  private static String mark(TextChange.Side side) {
    return Map.of(
            TextChange.Side.BOTH, " ", TextChange.Side.BEFORE, "-", TextChange.Side.AFTER, "+")
        .get(side);
  }

  @Test
  void lines_ofTextsThatAreTooLong_areOnlyCounted() {
    String before = "x\n".repeat(2500);
    String after = "y\n".repeat(3000);

    TextChange text = TextChange.between(before, after);

    assertThat(text.hunks()).isEmpty();
    assertThat(text.differing()).isEqualTo(3000);
  }
}
