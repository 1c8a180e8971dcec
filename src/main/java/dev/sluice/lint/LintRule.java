package dev.sluice.lint;

import dev.sluice.model.FindingCode;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A lint rule. It takes time linear in the size of the workflow, and reports nothing if it cannot
 * be certain.
 */
interface LintRule {

  /** The codes of its remarks. */
  Set<FindingCode> codes();

  void check(LintedWorkflow workflow, Consumer<Remark> remarks);
}
