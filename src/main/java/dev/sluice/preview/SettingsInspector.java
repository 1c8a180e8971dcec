package dev.sluice.preview;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.finding.Faults;
import dev.sluice.finding.Findings;
import dev.sluice.model.FindingCode;
import dev.sluice.record.ValueInspector;
import dev.sluice.record.ValueInspector.CurrentValue;

/**
 * Inspects the settings during reading. They are not a config, so only their numbers are checked.
 */
final class SettingsInspector implements ValueInspector {

  private final Limits limits;
  private final Findings findings;

  SettingsInspector(Limits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
  }

  @Override
  public boolean isSuspect(char[] chars, int offset, int length) {
    return false;
  }

  @Override
  public boolean isSuspectKey(String key) {
    return false;
  }

  @Override
  public boolean isSuspectLevel(int level) {
    return false;
  }

  @Override
  public boolean isOverlong(int numberLength) {
    return numberLength > limits.of(Limit.NUMBER_LENGTH);
  }

  @Override
  public void configText(String text, CurrentValue at) {}

  @Override
  public void configKey(String key, CurrentValue at) {}

  @Override
  public void configLevel(int level, CurrentValue at) {}

  @Override
  public void overlongNumber(int length, CurrentValue at) {
    long offset = at.offset();
    findings.reject(
        FindingCode.LIMIT_EXCEEDED,
        offset,
        () -> Faults.overlongNumber(limits, length, at.path(), at.place(offset)));
  }

  @Override
  public void infiniteNumber(CurrentValue at) {
    long offset = at.offset();
    findings.reject(
        FindingCode.LIMIT_EXCEEDED,
        offset,
        () -> Faults.infiniteNumber(at.path(), at.place(offset)));
  }

  /** Ignored: the last value counts, and a skeleton does not report duplicate keys. */
  @Override
  public void duplicateKey(String key, CurrentValue at) {}
}
