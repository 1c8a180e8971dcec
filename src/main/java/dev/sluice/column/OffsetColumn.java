package dev.sluice.column;

/** A growable sequence of byte offsets, with four bytes each as long as all are below 4 GiB. */
public final class OffsetColumn {

  private final IntColumn low = new IntColumn();

  /** The upper halves; empty until one of them is not zero. */
  private final IntColumn high = new IntColumn();

  public int size() {
    return low.size();
  }

  public long get(int position) {
    long lower = Integer.toUnsignedLong(low.get(position));
    return position < high.size() ? (long) high.get(position) << 32 | lower : lower;
  }

  public void set(int position, long offset) {
    low.set(position, (int) offset);
    if (offset >>> 32 != 0) {
      fillHigh(position + 1);
    }
    if (position < high.size()) {
      high.set(position, (int) (offset >>> 32));
    }
  }

  public void add(long offset) {
    low.add((int) offset);
    if (offset >>> 32 != 0) {
      fillHigh(low.size());
      high.set(low.size() - 1, (int) (offset >>> 32));
    }
  }

  private void fillHigh(int size) {
    while (high.size() < size) {
      high.add(0);
    }
  }

  public void clear() {
    low.clear();
    high.clear();
  }
}
