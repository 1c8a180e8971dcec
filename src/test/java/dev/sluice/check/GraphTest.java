package dev.sluice.check;

import static dev.sluice.support.Checked.lenient;
import static dev.sluice.support.Checked.strict;
import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.each;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Checked;
import dev.sluice.support.Workflows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

/** The rules for nodes and connections together. */
class GraphTest {

  private static final String ABC =
      START + "," + node("a", "EndNode") + "," + node("b", "EndNode") + "," + node("c", "EndNode");

  private static final String TO_ALL =
      edge("start", "a") + "," + edge("start", "b") + "," + edge("start", "c");

  private static void reports(String marked, String... findings) {
    lenient(marked).accepted().finds(findings);
    boolean rejects = List.of(findings).stream().anyMatch(line -> line.contains(" ERROR "));
    Checked strict = strict(marked);
    (rejects ? strict.rejected() : strict.accepted()).finds(findings);
  }

  @Test
  void ends_unknown_areEachReportedWithTheNearestIds() {
    String nodes = START + "," + node("first_step", "EndNode") + "," + node("last_step", "EndNode");

    reports(
        workflow(
            nodes,
            edge("start", "first_step"),
            edge("start", "last_step"),
            "①" + edge("frist_step", "zzzzzzzz")),
        "① ERROR ORPHANED_CONNECTION (/connections/2) The connection's source node \"frist_step\""
            + " does not exist ~ Did you mean \"first_step\" or \"last_step\"?",
        "① ERROR ORPHANED_CONNECTION (/connections/2) The connection's target node \"zzzzzzzz\""
            + " does not exist");
  }

  @Test
  void end_null_isDangling() {
    reports(
        workflow(START, "①" + edge("start", "a").replace("\"a\"", "null")),
        "① ERROR ORPHANED_CONNECTION (/connections/0) The connection's target node is null");
  }

  @Test
  void selfEdge_fromADataPort_isASelfConnectionOnly() {
    reports(
        workflow(
            START + "," + node("a", "Step"),
            edge("start", "a"),
            "①" + edge("a", "number", "a", "text")),
        "① ERROR SELF_CONNECTION (/connections/1) Node \"a\" is connected to itself");
  }

  @Test
  void selfEdge_ofANodeThatDoesNotExistOrIsEmpty_isASelfConnectionToo() {
    reports(
        workflow(START, "①" + edge("gone", "gone"), "②" + edge("", "")),
        "① ERROR ORPHANED_CONNECTION (/connections/0) The connection's source node \"gone\" does"
            + " not exist",
        "① ERROR ORPHANED_CONNECTION (/connections/0) The connection's target node \"gone\" does"
            + " not exist",
        "① ERROR SELF_CONNECTION (/connections/0) Node \"gone\" is connected to itself",
        "② ERROR ORPHANED_CONNECTION (/connections/1) The connection's source node \"\" does not"
            + " exist",
        "② ERROR ORPHANED_CONNECTION (/connections/1) The connection's target node \"\" does not"
            + " exist",
        "② ERROR SELF_CONNECTION (/connections/1) Node \"\" is connected to itself");
  }

  @Test
  void selfEdge_fromAnExecPort_isACycleToo() {
    reports(
        workflow(ABC, TO_ALL, "①" + edge("b", "b")),
        "① ERROR CIRCULAR_DEPENDENCY (/connections/3) Execution can loop for ever: \"b\" -> \"b\""
            + " @ /nodes/b",
        "① ERROR SELF_CONNECTION (/connections/3) Node \"b\" is connected to itself");
  }

  @Test
  void cycle_isNamedAtItsFirstEdge() {
    reports(
        workflow(ABC, TO_ALL, "①" + edge("c", "a"), edge("a", "b"), edge("b", "c")),
        "① ERROR CIRCULAR_DEPENDENCY (/connections/3) Execution can loop for ever: \"a\" -> \"b\""
            + " -> \"c\" -> \"a\" @ /nodes/a /nodes/b /nodes/c");
  }

  @Test
  void cycles_ofOnePart_areNamedByAShortest() {
    String nodes = ABC + "," + node("d", "EndNode") + "," + node("e", "EndNode");

    reports(
        workflow(
            nodes,
            TO_ALL,
            edge("a", "b"),
            edge("b", "c"),
            "①" + edge("c", "d"),
            edge("d", "e"),
            edge("e", "a"),
            edge("d", "c")),
        "① ERROR CIRCULAR_DEPENDENCY (/connections/5) Execution can loop for ever: \"c\" -> \"d\""
            + " -> \"c\" @ /nodes/c /nodes/d");
  }

  @Test
  void cycles_apartFromEachOther_areEachReported() {
    String nodes = ABC + "," + node("d", "EndNode");

    reports(
        workflow(
            nodes,
            edge("start", "a"),
            edge("start", "c"),
            "①" + edge("a", "b"),
            "②" + edge("c", "d"),
            edge("d", "c"),
            edge("b", "a")),
        "① ERROR CIRCULAR_DEPENDENCY (/connections/2) Execution can loop for ever: \"a\" -> \"b\""
            + " -> \"a\" @ /nodes/a /nodes/b",
        "② ERROR CIRCULAR_DEPENDENCY (/connections/3) Execution can loop for ever: \"c\" -> \"d\""
            + " -> \"c\" @ /nodes/c /nodes/d");
  }

  @Test
  void cycle_overADataPort_isFine() {
    reports(
        workflow(
            START + "," + node("a", "Step") + "," + node("b", "Step"),
            edge("start", "a"),
            edge("a", "b"),
            edge("b", "number", "a", "text")));
  }

  @ParameterizedTest
  @CsvSource({
    "exec_out, true", "EXEC_OUT, true", "completed, true", "Body, true", "my_exec_port, true",
    "on_error, true", "next, true", "then, true", "value, false", "' exec_out', false",
    "'exec_out\u00a0', false", "nextt, false", "'', false"
  })
  void cycle_countsOverExecPortsByName(String port, boolean isCycle) {
    String types = json("'a':{'node_id':'a','node_type':'X'},'b':{'node_id':'b','node_type':'X'}");
    Checked checked =
        lenient(
            workflow(
                START + "," + types,
                edge("start", "a"),
                "①" + edge("a", port, "b", "in"),
                edge("b", port, "a", "in")));

    checked.finds(
        FindingCode.CIRCULAR_DEPENDENCY,
        isCycle
            ? new String[] {
              "① ERROR CIRCULAR_DEPENDENCY (/connections/1) Execution can loop for ever: \"a\" ->"
                  + " \"b\" -> \"a\" @ /nodes/a /nodes/b"
            }
            : new String[0]);
  }

  @Test
  void edge_twice_isAWarning() {
    reports(
        workflow(START + "," + node("a", "EndNode"), edge("start", "a"), "①" + edge("start", "a")),
        "① WARNING DUPLICATE_CONNECTION (/connections/1) The connection is a"
            + " duplicate of an earlier one");
  }

  @Test
  void edge_twiceInDifferentSpellings_isAWarning() {
    lenient(
            workflow(
                START + "," + node("a", "EndNode"),
                edge("start", "a"),
                json("①{'from':'start','to':'a'}")))
        .accepted()
        .finds(
            FindingCode.DUPLICATE_CONNECTION,
            "① WARNING DUPLICATE_CONNECTION (/connections/1) The connection is a"
                + " duplicate of an earlier one");
  }

  @Test
  void edges_differingInOneEnd_areNotDuplicates() {
    reports(
        workflow(
            START + "," + node("a", "Step") + "," + node("b", "Step"),
            edge("start", "a"),
            edge("start", "b"),
            edge("a", "number", "b", "text"),
            edge("a", "exec_out", "b", "exec_in")));
  }

  @Test
  void nodes_outOfReach_areOneWarningForAll() {
    String nodes =
        json(START + ",'a':①" + node("a", "EndNode").substring(4) + "," + node("b", "EndNode"));

    reports(
        workflow(nodes),
        "① WARNING UNREACHABLE_NODES (/nodes/a) No entry point leads to 2 nodes: \"a\", \"b\" @"
            + " /nodes/a /nodes/b");
  }

  @Test
  void nodes_inAList_areReportedByNumber() {
    String document =
        json(
            """
            {'metadata':{'name':'n'},'nodes':[①{'node_id':'start','node_type':'StartNode'},
            ②{'node_id':'a','node_type':'EndNode'}]}\
            """);

    lenient(document)
        .accepted()
        .finds(
            "① INFO DIALECT (/nodes/0) Non-canonical form: nodes are a list instead of an object",
            "② WARNING UNREACHABLE_NODES (/nodes/1) No entry point leads to node \"a\" @ /nodes/1");
  }

  @Test
  void nodes_reachedOverDataOrFromHidden_areNotReported() {
    reports(
        workflow(
            START
                + ","
                + node("a", "Step")
                + ","
                + node("b", "Step")
                + ","
                + node("__x", "EndNode"),
            edge("start", "a"),
            edge("a", "number", "b", "text")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec_in", "EXEC_IN", "body", "then"})
  void entry_isANodeThatLeadsOnAndIsNotEnteredByExecution(String port) {
    String nodes = json("'x':①{'node_id':'x','node_type':'X'},'a':{'node_id':'a','node_type':'X'}");

    lenient(workflow(START + "," + nodes, edge("x", "v", "a", port), edge("a", "v", "x", port)))
        .finds(
            FindingCode.UNREACHABLE_NODES,
            "① WARNING UNREACHABLE_NODES (/nodes/x) No entry point leads to 2 nodes: \"x\", \"a\" @"
                + " /nodes/x /nodes/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "done", "exec_out", "text", "my_exec"})
  void entry_mayBeEnteredAtOtherPorts(String port) {
    String nodes = json("'x':{'node_id':'x','node_type':'X'},'a':{'node_id':'a','node_type':'X'}");

    lenient(workflow(START + "," + nodes, edge("x", "v", "a", port), edge("a", "v", "x", port)))
        .finds(FindingCode.UNREACHABLE_NODES);
  }

  @Test
  void entry_whereThereIsNone_isEveryNode() {
    lenient(workflow(node("a", "EndNode") + "," + node("b", "EndNode")))
        .finds(FindingCode.UNREACHABLE_NODES);
  }

  @Test
  void entry_ofHiddenNodes_isTheAutoStartOnly() {
    String nodes = node("%s", "EndNode") + "," + node("a", "EndNode") + "," + START;

    lenient(
            workflow(
                nodes.formatted("__auto_start__", "__auto_start__"), edge("__auto_start__", "a")))
        .finds(FindingCode.UNREACHABLE_NODES);
    assertThat(
            lenient(workflow(nodes.formatted("__other", "__other"), edge("__other", "a")))
                .findings())
        .anyMatch(f -> f.message().equals("No entry point leads to node \"a\""));
  }

  @Test
  void chain_of100000Nodes_isReadOnASmallStack() throws Exception {
    int count = 100_000;
    List<String> edges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      edges.add(edge("n" + i, "n" + (i + 1) % count));
    }
    String document =
        workflow(
            node("n0", "StartNode") + each(count - 1, i -> "," + node("n" + (i + 1), "EndNode")),
            edges.toArray(String[]::new));
    AtomicReference<ValidationReport> report = new AtomicReference<>();

    Thread small =
        new Thread(
            null,
            () -> {
              try (WorkflowLoader loader =
                  WorkflowLoader.builder()
                      .limits(Limits.trusted())
                      .scheduler(Schedulers.immediate())
                      .build()) {
                report.set(loader.validate(ByteSource.of("", Workflows.bytes(document))).block());
              }
            },
            "small",
            256 << 10);
    small.start();
    small.join(120_000);

    assertThat(report.get().findings())
        .singleElement()
        .satisfies(
            cycle -> {
              assertThat(cycle.code()).isEqualTo(FindingCode.CIRCULAR_DEPENDENCY);
              assertThat(cycle.related()).hasSize(count);
            });
  }
}
