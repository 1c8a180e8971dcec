package dev.sluice.lint;

import dev.sluice.model.FindingCode;
import java.util.Set;
import java.util.function.Consumer;

/** A rule: linear in the size of the workflow, and silent where it cannot be sure. */
interface LintRule {

  /** The codes of its remarks. */
  Set<FindingCode> codes();

  void check(LintedWorkflow workflow, Consumer<Remark> remarks);
}
