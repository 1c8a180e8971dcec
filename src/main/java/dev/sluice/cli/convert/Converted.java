package dev.sluice.cli.convert;

import dev.sluice.cli.answer.Input;
import dev.sluice.model.Finding;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The result for one input of a conversion.
 *
 * @param input the input
 * @param target the file to write
 * @param outcome the outcome
 * @param before the number of stored bytes of the source
 * @param after the number of stored bytes of the target
 * @param error why nothing was written, if something prevented it
 */
public record Converted(
    Input input, Path target, Outcome outcome, long before, long after, Optional<Finding> error) {

  /** The outcome for an input. */
  public enum Outcome {
    /** The target was written. */
    CONVERTED("converted"),
    /** The target would be written. */
    CONVERTIBLE("convertible"),
    /** The target has the same bytes already. */
    UNCHANGED("unchanged"),
    /** The result would have an error that the source does not have. */
    REFUSED("refused"),
    /** The source is not a workflow that can be loaded. */
    REJECTED("rejected"),
    /** The source cannot be read. */
    UNREADABLE("unreadable"),
    /** The target cannot be written. */
    UNWRITABLE("unwritable"),
    /** The source was found in a directory, and it is not meant to be a workflow. */
    FOREIGN("skipped");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** The name in results. */
    public String label() {
      return label;
    }
  }

  Converted as(Outcome other) {
    return new Converted(input, target, other, before, after, error);
  }
}
