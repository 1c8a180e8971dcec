package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.cache.CacheOptions;
import dev.sluice.cache.LoadCache;
import dev.sluice.cache.LoadCache.Retention;
import dev.sluice.cache.RetainedSize;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.FindingCode;

/**
 * Makes caches of what documents say: how long an outcome is kept, and how much heap it retains.
 */
public final class DefinitionCache {

  private DefinitionCache() {}

  /** An empty cache within these bounds. */
  public static LoadCache<Outcome<Assembled>> within(CacheOptions options) {
    return new LoadCache<>(options, DefinitionCache::retention, DefinitionCache::retainedBytes);
  }

  private static Retention retention(Outcome<Assembled> outcome) {
    if (outcome.value().isPresent()) {
      return Retention.LASTING;
    }
    return outcome.failure().map(DefinitionCache::retention).orElse(Retention.BRIEF);
  }

  /** How long a failure is kept: not at all if the same bytes might succeed later. */
  private static Retention retention(WorkflowException failure) {
    boolean lasts =
        Outcome.isAboutDocument(failure) && failure.code() != FindingCode.NODE_CREATION_FAILED;
    return lasts ? Retention.BRIEF : Retention.NONE;
  }

  private static long retainedBytes(Outcome<Assembled> outcome) {
    return RetainedSize.of(outcome.report())
        + outcome.value().map(read -> RetainedSize.of(read.definition())).orElse(0L);
  }
}
