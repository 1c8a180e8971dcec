package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Shard;
import java.util.Optional;

/**
 * The baselines that a run reads and writes.
 *
 * @param known the findings to ignore
 * @param knownFile the file that they are from
 * @param target the file to record all failing findings in
 * @param previous the content of the target before the run
 * @param prune whether to remove entries that no longer occur from the file
 * @param failOnStale whether entries that no longer occur are a failure
 * @param shard the part of the files that the run checks; entries of other files belong to the runs
 *     that check the other parts
 */
public record BaselineUse(
    Optional<Baseline> known,
    Optional<BaselineFile> knownFile,
    Optional<BaselineFile> target,
    Optional<Baseline> previous,
    boolean prune,
    boolean failOnStale,
    Shard shard) {

  /**
   * A copy with another known baseline, which also has findings of earlier versions of files;
   * entries that no longer occur do not count as stale.
   */
  public BaselineUse withEarlier(Baseline baseline) {
    return new BaselineUse(
        Optional.of(baseline), Optional.empty(), target, Optional.empty(), false, false, shard);
  }

  /** Whether the run may write a baseline. */
  public boolean isWritten() {
    return target.isPresent() || prune;
  }

  /** Whether the logical places of findings are needed. */
  public boolean needsPlaces() {
    return known.isPresent() || target.isPresent();
  }
}
