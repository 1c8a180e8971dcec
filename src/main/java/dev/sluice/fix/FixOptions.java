package dev.sluice.fix;

import dev.sluice.fix.Fix.Safety;
import dev.sluice.model.FindingCode;
import java.util.EnumSet;
import java.util.Set;

/**
 * The options that determine which corrections are made.
 *
 * @param codes the kinds of findings that are corrected, of {@link Fix#CODES}
 * @param unsafe whether to make corrections that may change the behaviour of the workflow
 */
public record FixOptions(Set<FindingCode> codes, boolean unsafe) {

  /** Makes the set unmodifiable. */
  public FixOptions {
    codes = Set.copyOf(codes);
  }

  boolean wants(FindingCode code) {
    return codes.contains(code);
  }

  boolean makes(Safety safety) {
    return safety == Safety.SAFE || (safety == Safety.UNSAFE && unsafe);
  }

  FixOptions only(FindingCode code) {
    return new FixOptions(codes.contains(code) ? Set.of(code) : Set.of(), unsafe);
  }

  FixOptions without(FindingCode code) {
    Set<FindingCode> others = EnumSet.noneOf(FindingCode.class);
    others.addAll(codes);
    others.remove(code);
    return new FixOptions(others, unsafe);
  }
}
