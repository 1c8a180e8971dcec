package dev.sluice.lint;

import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lint rules about connections, pairs and house rules. */
class FlowRulesTest {

  private static final String LOG = node("log", "LogNode");
  private static final Set<FindingCode> NOT_OF_THE_GRAPH =
      Set.of(FindingCode.NO_LOG, FindingCode.UNUSED_VARIABLE);

  private static List<String> findings(String document) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      ByteSource source = ByteSource.of("", Workflows.bytes(document));
      ReadResult read = loader.tryRead(source).block();
      return new Linter(Limits.untrusted(), code -> !NOT_OF_THE_GRAPH.contains(code))
          .added(read.report(), source, read.definition().orElseThrow()).block().findings().stream()
              .filter(finding -> Linter.codes().contains(finding.code()))
              .map(finding -> finding.code() + " " + finding.pointer() + " " + finding.message())
              .toList();
    }
  }

  private static String connection(String source, String port, String target, String input) {
    return json(
        "{'source_node':'%s','source_port':'%s','target_node':'%s','target_port':'%s'}"
            .formatted(source, port, target, input));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CatchNode | error_message | message | EMPTY_CATCH | catches errors and does nothing",
        "CatchNode | catch_body | exec_in | |",
        "CatchNode | exec_out | exec_in | |",
        "OnErrorNode | exec_out | exec_in | EMPTY_CATCH | does nothing when an error occurs",
        "OnErrorNode | on_error | exec_in | |",
        "ForLoopStartNode | completed | exec_in | LOOP_WITHOUT_BODY | repeats nothing",
        "WhileLoopStartNode | exec_out | exec_in | LOOP_WITHOUT_BODY | repeats nothing",
        "ForLoopStartNode | body | exec_in | |",
        "IfNode | exec_out | exec_in | IF_WITHOUT_BRANCH | continues neither at \"true\" nor at"
            + " \"false\", so its condition has no effect",
        "IfNode | false | exec_in | |",
        "IfNode | then | exec_in | |",
      })
  void branches_thatLeadNowhere_areFound(
      String type, String port, String input, String code, String message) {
    List<String> found =
        findings(workflow(node("n", type) + "," + LOG, connection("n", port, "log", input)));

    assertThat(found)
        .isEqualTo(
            code == null
                ? List.of()
                : List.of(code + " /nodes/n Node \"n\" of type \"" + type + "\" " + message));
  }

  @Test
  void branches_whereConnectionsAreNotCertain_areNotChecked() {
    assertThat(findings(workflow(node("n", "CatchNode") + "," + LOG))).isEmpty();
    assertThat(findings(workflow(node("n", "IfNode") + "," + LOG, json("{'from':'n','to':'log'}"))))
        .isEmpty();
  }

  @Test
  void ports_withTooManyConnections_areFoundOnce() {
    String nodes =
        String.join(
            ",",
            node("a", "CatchNode"),
            node("b", "CatchNode"),
            node("c", "CatchNode"),
            LOG,
            node("end", "EndNode"));

    List<String> found =
        findings(
            workflow(
                nodes,
                connection("a", "catch_body", "log", "exec_in"),
                connection("a", "catch_body", "b", "exec_in"),
                connection("a", "catch_body", "c", "exec_in"),
                connection("b", "catch_body", "end", "exec_in"),
                connection("c", "catch_body", "end", "exec_in"),
                connection("a", "error_message", "log", "message"),
                connection("b", "error_message", "log", "message"),
                connection("c", "error_message", "log", "message")));

    assertThat(found)
        .containsExactly(
            "EXEC_FAN_OUT /connections/1 Execution continues in several nodes after the output"
                + " \"catch_body\" of node \"a\"; a ForkNode makes that explicit",
            "MANY_SOURCES /connections/6 The input \"message\" of node \"log\" has several sources,"
                + " of which only one can be used");
  }

  @Test
  void pairs_thatAreBroken_areFound() {
    assertThat(
            findings(
                workflow(
                    node("try", "TryNode")
                        + ","
                        + node("c", "CatchNode", json("{'paired_try_id':'tyr'}"))
                        + ","
                        + node("f", "FinallyNode", json("{'paired_try_id':'log'}"))
                        + ","
                        + LOG)))
        .containsExactly(
            "BROKEN_PAIR /nodes/c/config/paired_try_id The config key \"paired_try_id\" of node"
                + " \"c\" names \"tyr\", which does not exist",
            "BROKEN_PAIR /nodes/f/config/paired_try_id The config key \"paired_try_id\" of node"
                + " \"f\" names \"log\", which is a LogNode");
  }

  @Test
  void tryWithoutHandler_isFoundUnlessAHandlerMayBelongToIt() {
    String body = connection("try", "try_body", "log", "exec_in");
    String nodes = node("try", "TryNode") + "," + LOG;

    assertThat(findings(workflow(nodes, body)))
        .containsExactly(
            "BROKEN_PAIR /nodes/try Node \"try\" has neither a CatchNode nor a FinallyNode");
    assertThat(
            findings(
                workflow(
                    nodes + "," + node("f", "FinallyNode"),
                    body,
                    connection("f", "finally_body", "log", "exec_in"))))
        .isEmpty();
    assertThat(
            findings(
                workflow(
                    nodes + "," + node("f", "FinallyNode", json("{'paired_try_id':'try'}")), body)))
        .isEmpty();
  }

  @Test
  void resources_thatStayOpen_areFound() {
    assertThat(findings(workflow(node("x", "ExcelOpenNode"))))
        .containsExactly(
            "RESOURCE_NOT_CLOSED /nodes/x Node \"x\" opens a resource that is never closed: there"
                + " is no ExcelCloseNode");
    assertThat(findings(workflow(node("x", "ExcelOpenNode") + "," + node("y", "ExcelCloseNode"))))
        .isEmpty();
    assertThat(findings(workflow(node("x", "ExcelOpenNode") + "," + node("y", "SubflowNode"))))
        .isEmpty();
    assertThat(findings(workflow(node("b", "LaunchBrowserNode")))).isEmpty();
    assertThat(findings(workflow(node("b", "LaunchBrowserNode", json("{'do_not_close':false}")))))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GoToURLNode | {'url':'http://shop.example/'} | PLAIN_HTTP",
        "GoToURLNode | {'url':'http://localhost:8080/'} | ''",
        "GoToURLNode | {'url':'http://build.internal/x'} | ''",
        "GoToURLNode | {'url':'https://shop.example/'} | ''",
        "ClickElementNode | {'selector':'/html/body/div'} | FRAGILE_SELECTOR",
        "ClickElementNode | {'selector':'#buy'} | ''",
        "LogNode | {'_disabled':true} | DISABLED_NODE",
      })
  void houseRules_ofNodes_findWhatTheySay(String type, String config, String code) {
    assertThat(findings(workflow(node("a", type, json(config)))))
        .allMatch(finding -> finding.startsWith(code + " /nodes/a/config/"))
        .hasSize(code.isEmpty() ? 0 : 1);
  }

  @Test
  void houseRules_ofWorkflows_areReportedAtTheFirstNode() {
    StringBuilder nodes = new StringBuilder(node("n0", "GoToURLNode"));
    for (int i = 1; i < 101; i++) {
      nodes.append(',').append(node("n" + i, "GoToURLNode"));
    }

    assertThat(findings(workflow(nodes.toString(), edge("n0", "n1"))))
        .containsExactly(
            "LONG_WORKFLOW /nodes/n0 The workflow has 101 nodes, more than 100",
            "NO_ERROR_HANDLING /nodes/n0 101 nodes can fail for reasons outside the workflow, and"
                + " no node handles errors");
  }
}
