package dev.sluice.fix;

import dev.sluice.config.Limits;
import dev.sluice.fix.Fix.Safety;
import dev.sluice.model.FindingCode;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistry;
import java.util.ArrayList;
import java.util.List;

/** The corrections of a definition that are found in one pass; in linear time. */
final class FixPass {

  private final FixOptions options;
  private final Draft draft;
  private final List<Fix> made = new ArrayList<>();
  private final List<Fix> left = new ArrayList<>();

  private FixPass(WorkflowDefinition definition, FixOptions options) {
    this.options = options;
    this.draft = new Draft(definition);
  }

  /** A pass that replaces dialects by the canonical form, and does nothing else. */
  static FixPass ofDialects(WorkflowDefinition definition, FixOptions options) {
    FixPass pass = new FixPass(definition, options.only(FindingCode.DIALECT));
    if (pass.wants(FindingCode.DIALECT)) {
      new DialectFixes(pass, pass.draft).run();
    }
    return pass;
  }

  /** A pass that makes all other corrections. */
  static FixPass of(
      WorkflowDefinition definition, FixOptions options, NodeRegistry registry, Limits limits) {
    FixPass pass = new FixPass(definition, options.without(FindingCode.DIALECT));
    new NodeFixes(pass, pass.draft, registry).run(definition, limits);
    new ConnectionFixes(pass, pass.draft).run(definition);
    return pass;
  }

  boolean wants(FindingCode code) {
    return options.wants(code);
  }

  /** Records a correction; returns whether it should be made. */
  boolean add(Fix fix) {
    boolean isMade = options.makes(fix.safety());
    (isMade ? made : left).add(fix);
    return isMade;
  }

  boolean isEmpty() {
    return !draft.isChanged();
  }

  /** The corrections that are made in the definition of this pass. */
  List<Fix> made() {
    return made;
  }

  /** The corrections that were found but are not made. */
  List<Fix> left() {
    return left;
  }

  /** All corrections, made or not. */
  List<Fix> all() {
    List<Fix> all = new ArrayList<>(made);
    all.addAll(left);
    return all;
  }

  /** A copy in which none of the corrections can be made. */
  List<Fix> refused() {
    List<Fix> all = new ArrayList<>();
    for (Fix fix : made) {
      all.add(new Fix(fix.code(), fix.pointer(), fix.subject(), fix.action(), Safety.LOSSY));
    }
    all.addAll(left);
    return all;
  }

  /** The corrected definition for the writer. */
  WorkflowDefinition definition() {
    return draft.definition();
  }
}
