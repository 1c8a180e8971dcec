package dev.sluice.lint;

import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NestingRuleTest {

  private final List<String> nodes = new ArrayList<>(List.of(Workflows.START));
  private final List<String> edges = new ArrayList<>();
  private String last = "start";
  private String port = "exec_out";

  /** A node after the last one, which the next one follows at an output. */
  private NestingRuleTest then(String id, String type, String output) {
    nodes.add(node(id, type));
    edges.add(edge(last, port, id, "exec_in"));
    last = id;
    port = output;
    return this;
  }

  private NestingRuleTest wire(String source, String output, String target) {
    edges.add(edge(source, output, target, "exec_in"));
    return this;
  }

  private NestingRuleTest from(String id, String output) {
    last = id;
    port = output;
    return this;
  }

  private List<String> found() {
    ByteSource source =
        ByteSource.of(
            "", Workflows.bytes(workflow(String.join(",", nodes), edges.toArray(String[]::new))));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return new Linter(Limits.untrusted(), code -> code == FindingCode.DEEP_NESTING)
              .added(ValidationReport.CLEAN, source, loader.read(source).block())
              .block()
              .findings()
              .stream()
              .map(finding -> finding.pointer() + " " + finding.message())
              .toList();
    }
  }

  @Test
  void branches_nestedInMoreThanThree_areReportedWhereTheFourthBegins() {
    for (String id : List.of("a", "b", "c", "d", "e")) {
      then(id, "IfNode", "true");
    }
    then("deep", "LogNode", "exec_out");

    assertThat(found())
        .containsExactly("/nodes/d Node \"d\" begins level 4 of nested branches; the maximum is 3");
  }

  @Test
  void branches_thatMeetAgain_areNotNested() {
    for (int i = 0; i < 9; i++) {
      then("if" + i, "IfNode", "true").then("yes" + i, "LogNode", "exec_out");
      then("met" + i, "MergeNode", "exec_out").wire("if" + i, "false", "met" + i);
    }

    assertThat(found()).isEmpty();
  }

  @Test
  void decisions_inFalseBranches_areFurtherCases() {
    for (int i = 0; i < 9; i++) {
      then("if" + i, "IfNode", "false");
    }
    then("deep", "LogNode", "exec_out");

    assertThat(found()).isEmpty();
  }

  @Test
  void bodies_nestedInMoreThanSeven_areReportedWhereTheEighthBegins() {
    for (int i = 1; i <= 4; i++) {
      then("for" + i, "ForLoopStartNode", "body").then("try" + i, "TryNode", "try_body");
    }
    then("deep", "LogNode", "exec_out");

    assertThat(found())
        .containsExactly(
            "/nodes/try4 Node \"try4\" begins level 8 of nested loops, branches and handlers;"
                + " the maximum is 7");
  }

  @Test
  void loopsAndHandlers_oneAfterAnother_areNotNested() {
    for (int i = 0; i < 9; i++) {
      then("for" + i, "ForLoopStartNode", "body").then("step" + i, "LogNode", "exec_out");
      then("end" + i, "ForLoopEndNode", "exec_out").wire("end" + i, "exec_out", "for" + i);
      then("try" + i, "TryNode", "try_body").then("risk" + i, "LogNode", "exec_out");
      then("catch" + i, "CatchNode", "catch_body").then("note" + i, "LogNode", "exec_out");
      then("finally" + i, "FinallyNode", "exec_out");
    }

    assertThat(found()).isEmpty();
  }

  @Test
  void whatFollowsALoopAtItsStart_isNotInItsBody() {
    for (int i = 0; i < 9; i++) {
      then("each" + i, "ParallelForEachNode", "body").then("step" + i, "LogNode", "exec_out");
      from("each" + i, "completed");
    }
    then("last", "LogNode", "exec_out");

    assertThat(found()).isEmpty();
  }
}
