package dev.sluice.cli.diff;

import dev.sluice.diff.WorkflowDiff;
import java.util.List;

/**
 * The result of comparing two inputs.
 *
 * @param before the name of the first input
 * @param after the name of the second input
 * @param outcome how they differ
 */
public record Compared(String before, String after, Outcome outcome) {

  /** The outcome of comparing two inputs. */
  public sealed interface Outcome {}

  /** Both are workflows. */
  record Workflows(WorkflowDiff diff) implements Outcome {}

  /** Both exist under the same name, and have the same bytes. */
  record Unchanged() implements Outcome {}

  /**
   * Only the second exists.
   *
   * @param nodes the number of its nodes
   */
  record FileAdded(long nodes) implements Outcome {}

  /**
   * Only the first file exists.
   *
   * @param nodes the number of its nodes
   */
  record FileRemoved(long nodes) implements Outcome {}

  /** Both have the same content under different names. */
  record FileRenamed() implements Outcome {}

  /**
   * At least one is not a workflow, so the lines are compared.
   *
   * @param reason which one, and why
   * @param lines a unified diff without its heading, secrets masked; empty if the texts are equal
   */
  record Text(String reason, List<String> lines) implements Outcome {

    /** Makes the list unmodifiable. */
    public Text {
      lines = List.copyOf(lines);
    }
  }

  /** At least one could not be read. */
  record Unreadable(String reason) implements Outcome {}

  /** Whether the inputs differ in more than what is folded. */
  public boolean differs() {
    if (outcome instanceof Workflows workflows) {
      return !workflows.diff().isEmpty();
    }
    if (outcome instanceof Text text) {
      return !text.lines().isEmpty();
    }
    return !(outcome instanceof Unchanged);
  }

  /** Whether an input could not be compared as a workflow. */
  public boolean isNotUnderstood() {
    return outcome instanceof Text || outcome instanceof Unreadable;
  }

  /** The name of both inputs, or both names. */
  public String title() {
    return before.equals(after) ? after : before + " > " + after;
  }
}
