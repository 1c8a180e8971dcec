package dev.sluice.lint;

import java.util.function.Consumer;

/** A rule: linear in the size of the workflow, and silent where it cannot be sure. */
interface LintRule {

  void check(LintedWorkflow workflow, Consumer<Remark> remarks);
}
