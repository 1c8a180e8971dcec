package dev.sluice.config;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;

/**
 * A host's own rule for workflows, checked after the built-in ones.
 *
 * <p>A rule is called once per load, on the thread of the load, if a definition can be built from
 * the document, even if other errors reject the document. A definition cannot be built if the JSON
 * is malformed, the document is not a workflow, or a node or connection does not have a usable
 * form. A rule may be called for several loads concurrently, so it must not keep the state of one
 * load. It must not block. An exception that it throws becomes a finding of severity ERROR about
 * the whole workflow, which has the same effect as an error that the rule reports.
 */
public interface Rule {

  /** The rule's name in findings, such as {@code no-plain-passwords}. */
  String name();

  /**
   * Whether a finding of severity ERROR also rejects the document under the lenient profile; true
   * by default. Under the strict profile, every error rejects.
   */
  default boolean rejects() {
    return true;
  }

  /**
   * Checks a workflow and reports violations of the rule.
   *
   * @param workflow the definition, with the start node added if the document has none
   * @param reports accepts findings until this method returns
   */
  void check(WorkflowDefinition workflow, Reports reports);

  /** Receives a rule's findings, and adds to each the place of its node or connection. */
  interface Reports {

    /** A finding about a node of the workflow. */
    void about(NodeDefinition node, Severity severity, String message);

    /** A finding about a connection of the workflow. */
    void about(Connection connection, Severity severity, String message);

    /** A finding about the workflow as a whole. */
    void aboutWorkflow(Severity severity, String message);
  }
}
