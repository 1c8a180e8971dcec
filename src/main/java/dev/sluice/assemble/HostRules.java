package dev.sluice.assemble;

import dev.sluice.assemble.Assembled.Location;
import dev.sluice.config.Rule;
import dev.sluice.finding.Findings;
import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.stage.HostCode;
import dev.sluice.text.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs the rules of the host; a failing rule becomes a finding like those it reports. */
final class HostRules {

  private final List<Rule> rules;
  private final Findings findings;
  private final HostCode host;

  HostRules(List<Rule> rules, Findings findings, HostCode host) {
    this.rules = rules;
    this.findings = findings;
    this.host = host;
  }

  /**
   * Checks a workflow with all rules.
   *
   * @param nodes returns the place of a node; for an added node, that of the workflow
   * @param connections returns the place of a connection; for an added one, that of the workflow
   * @param whole the place of the workflow
   */
  void check(
      WorkflowDefinition workflow,
      Function<NodeDefinition, Location> nodes,
      Function<Connection, Location> connections,
      Location whole) {
    for (Rule rule : rules) {
      List<Runnable> reported = new ArrayList<>();
      Rule.Reports reports =
          new Rule.Reports() {
            @Override
            public void about(NodeDefinition node, Severity severity, String message) {
              reported.add(() -> report(rule, severity, message, nodes.apply(node)));
            }

            @Override
            public void about(Connection connection, Severity severity, String message) {
              reported.add(() -> report(rule, severity, message, connections.apply(connection)));
            }

            @Override
            public void aboutWorkflow(Severity severity, String message) {
              reported.add(() -> report(rule, severity, message, whole));
            }
          };
      try {
        host.run(() -> rule.check(workflow, reports));
      } catch (Throwable failure) {
        // host code may throw anything, and it is the rule that failed, not the loader
        String message = "The rule failed: " + HostFailure.describe(failure);
        reported.add(() -> report(rule, Severity.ERROR, message, whole));
      }
      // outside the try: a failure while reporting is not a failure of the rule
      reported.forEach(Runnable::run);
    }
  }

  private void report(Rule rule, Severity severity, String message, Location location) {
    Finding finding =
        Finding.at(
                FindingCode.HOST_RULE,
                Quote.safe(message) + " (rule " + Quote.safe(rule.name()) + ")",
                location.pointer(),
                location.place())
            .withSeverity(severity);
    if (severity == Severity.ERROR && rule.rejects()) {
      findings.reject(finding);
    } else {
      findings.report(finding);
    }
  }

  /** Describes an exception from host code; the exception's own methods may fail as well. */
  static final class HostFailure {

    private HostFailure() {}

    /** Its class and, if there is one, its message. */
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
