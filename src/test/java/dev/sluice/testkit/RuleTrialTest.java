package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Profile;
import dev.sluice.config.Rule;
import dev.sluice.model.Connection;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class RuleTrialTest {

  private static final String DOCUMENT =
      """
      {"metadata": {"name": "n"},
       "nodes": {
        "start": {"node_id": "start", "node_type": "StartNode", "config": {}},
        "a/b": {"node_id": "a/b", "node_type": "LogNode", "config": {"message": "x"}}},
       "connections": [
        {"source_node": "start", "source_port": "exec_out",
         "target_node": "a/b", "target_port": "exec_in"}]}
      """;

  /** Complains about every log node, every connection and the workflow. */
  private static final class Grumbler implements Rule {
    @Override
    public String name() {
      return "grumbler";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      for (NodeDefinition node : workflow.nodes().values()) {
        if (node.type().name().equals("LogNode")) {
          reports.about(node, Severity.ERROR, "Logs \u202e");
        }
      }
      for (Connection connection : workflow.connections()) {
        reports.about(connection, Severity.WARNING, "Connects");
      }
      reports.aboutWorkflow(Severity.INFO, "Exists");
    }
  }

  @Test
  void findings_ruleReportsNodeEdgeAndWorkflow_eachHasItsPlace() {
    StepVerifier.create(
            RuleTrial.findings(new Grumbler(), DOCUMENT)
                .flatMapIterable(list -> list)
                .map(Object::toString))
        .expectNext("INFO HOST_RULE at 1:1: Exists (rule grumbler)")
        .expectNext("ERROR HOST_RULE at 4:10 (/nodes/a~1b): Logs \\u202E (rule grumbler)")
        .expectNext("WARNING HOST_RULE at 6:3 (/connections/0): Connects (rule grumbler)")
        .verifyComplete();
  }

  @Test
  void findings_ruleThrows_reportsTheFailure() {
    Rule broken =
        new Rule() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public void check(WorkflowDefinition workflow, Reports reports) {
            throw new IllegalStateException("oops");
          }
        };

    StepVerifier.create(RuleTrial.findings(broken, DOCUMENT).map(list -> list.get(0).message()))
        .expectNext("The rule failed: java.lang.IllegalStateException: \"oops\" (rule broken)")
        .verifyComplete();
  }

  @Test
  void validate_strictAndRuleReportsError_rejects() {
    try (WorkflowLoader loader =
        WorkflowLoader.builder().rule(new Grumbler()).profile(Profile.STRICT).build()) {
      byte[] bytes = DOCUMENT.getBytes(StandardCharsets.UTF_8);

      ValidationReport report = loader.validate(ByteSource.of("d", bytes)).block();

      assertThat(report.accepted()).isFalse();
      assertThat(report.findings()).extracting("code").contains(FindingCode.HOST_RULE);
    }
  }
}
