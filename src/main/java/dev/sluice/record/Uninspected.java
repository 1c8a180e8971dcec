package dev.sluice.record;

/** Inspects nothing: the document has been checked. */
public final class Uninspected implements ValueInspector {

  @Override
  public boolean isSuspect(char[] chars, int offset, int length) {
    return false;
  }

  @Override
  public boolean isSuspect(byte[] ascii, int from, int to) {
    return false;
  }

  @Override
  public boolean isHarmless(String text) {
    return true;
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
    return false;
  }

  @Override
  public void configText(String text, CurrentValue at) {
    // nothing is suspect
  }

  @Override
  public void configKey(String key, CurrentValue at) {
    // nothing is suspect
  }

  @Override
  public void configLevel(int level, CurrentValue at) {
    // nothing is suspect
  }

  @Override
  public void overlongNumber(int length, CurrentValue at) {
    // no number is overlong
  }

  @Override
  public void infiniteNumber(CurrentValue at) {
    // a load reports it
  }

  @Override
  public void duplicateKey(String key, CurrentValue at) {
    // a load reports it
  }
}
