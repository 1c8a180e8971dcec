package dev.sluice.config;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;

/**
 * A host's own rule for workflows, kept after Sluice's own.
 *
 * <p>A rule sees each document that is not rejected already, once per load, on the thread of that
 * load; it may be called for several loads at once, so it keeps no state of one. It must not block.
 * What it throws becomes a finding of severity ERROR about the whole workflow.
 */
public interface Rule {

  /** The rule's name in findings, such as {@code no-plain-passwords}. */
  String name();

  /**
   * Looks at a workflow and reports what breaks the rule.
   *
   * @param workflow what the document says, with the start node added if it had none
   * @param reports takes findings while this method runs, and not after
   */
  void check(WorkflowDefinition workflow, Reports reports);

  /** Where a rule's findings go; each gets the place of what it is about. */
  interface Reports {

    /** A finding about a node of the workflow. */
    void about(NodeDefinition node, Severity severity, String message);

    /** A finding about a connection of the workflow. */
    void about(Connection connection, Severity severity, String message);

    /** A finding about the workflow as a whole. */
    void aboutWorkflow(Severity severity, String message);
  }
}
