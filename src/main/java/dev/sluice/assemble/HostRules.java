package dev.sluice.assemble;

import dev.sluice.assemble.Assembled.Spot;
import dev.sluice.config.Rule;
import dev.sluice.finding.Findings;
import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.text.Quote;
import java.util.List;
import java.util.function.Function;

/** The rules of the host, guarded: whatever they do, the load ends as it should. */
final class HostRules {

  private final List<Rule> rules;
  private final Findings findings;

  HostRules(List<Rule> rules, Findings findings) {
    this.rules = rules;
    this.findings = findings;
  }

  /**
   * Lets all rules look at a workflow.
   *
   * @param nodes where a node stands; an added one stands where the workflow does
   * @param connections where a connection stands; likewise
   * @param whole where the workflow stands
   */
  void check(
      WorkflowDefinition workflow,
      Function<NodeDefinition, Spot> nodes,
      Function<Connection, Spot> connections,
      Spot whole) {
    for (Rule rule : rules) {
      Rule.Reports reports =
          new Rule.Reports() {
            @Override
            public void about(NodeDefinition node, Severity severity, String message) {
              report(rule, severity, message, nodes.apply(node));
            }

            @Override
            public void about(Connection connection, Severity severity, String message) {
              report(rule, severity, message, connections.apply(connection));
            }

            @Override
            public void aboutWorkflow(Severity severity, String message) {
              report(rule, severity, message, whole);
            }
          };
      try {
        rule.check(workflow, reports);
      } catch (Throwable failure) {
        // a host's code may fail in any way, and it is its rule that is broken, not the loader
        report(rule, Severity.ERROR, "The rule failed: " + HostFailure.describe(failure), whole);
      }
    }
  }

  private void report(Rule rule, Severity severity, String message, Spot spot) {
    findings.report(
        Finding.at(
                FindingCode.HOST_RULE,
                Quote.safe(message) + " (rule " + Quote.safe(rule.name()) + ")",
                spot.pointer(),
                spot.place())
            .as(severity));
  }

  /** What a failure of a host's code says of itself, which may fail as well. */
  static final class HostFailure {

    private HostFailure() {}

    /** Its class, and its message if there is one. */
    static String describe(Throwable failure) {
      String type = failure.getClass().getName();
      try {
        String message = failure.getMessage();
        return message == null ? type : type + ": " + Quote.of(message);
      } catch (Throwable e) {
        return type;
      }
    }
  }
}
