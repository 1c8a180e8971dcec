package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.cache.Cacheable;
import dev.sluice.cache.RetainedSize;
import dev.sluice.cache.Retention;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.FindingCode;

/**
 * The outcome of reading a document, without nodes; this is what the cache keeps.
 *
 * @param outcome immutable, including everything reachable from it
 */
public record Reading(Outcome<Assembled> outcome) implements Cacheable {

  @Override
  public Retention retention() {
    if (outcome.value().isPresent()) {
      return Retention.LASTING;
    }
    return outcome.failure().map(Reading::retention).orElse(Retention.BRIEF);
  }

  /** How long a failure is kept: not at all if the same bytes might succeed later. */
  private static Retention retention(WorkflowException failure) {
    boolean lasts =
        Outcome.isAboutDocument(failure) && failure.code() != FindingCode.NODE_CREATION_FAILED;
    return lasts ? Retention.BRIEF : Retention.NONE;
  }

  @Override
  public long retainedBytes() {
    return RetainedSize.of(outcome.report())
        + outcome.value().map(read -> RetainedSize.of(read.definition())).orElse(0L);
  }
}
