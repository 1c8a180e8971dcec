package dev.sluice.config;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;

/**
 * A host's own rule for workflows, checked after the built-in ones.
 *
 * <p>A rule is called once per load for each document of which a definition can be built, also if
 * other errors reject it, on the thread of the load. A definition cannot be built if the JSON is
 * malformed, the document is not a workflow, or a node or connection has no usable form. It may be
 * called for several loads concurrently, so it must not keep state of one load. It must not block.
 * An exception it throws becomes a finding of severity ERROR about the whole workflow, which
 * rejects the document as any error of the rule does.
 */
public interface Rule {

  /** The rule's name in findings, such as {@code no-plain-passwords}. */
  String name();

  /**
   * Whether a finding of severity ERROR rejects the document under the lenient profile too; true by
   * default. Under the strict profile, every error rejects.
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

  /** Receives a rule's findings; each gets the place of the node or connection it is about. */
  interface Reports {

    /** A finding about a node of the workflow. */
    void about(NodeDefinition node, Severity severity, String message);

    /** A finding about a connection of the workflow. */
    void about(Connection connection, Severity severity, String message);

    /** A finding about the workflow as a whole. */
    void aboutWorkflow(Severity severity, String message);
  }
}
