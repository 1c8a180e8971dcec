package dev.sluice.record;

import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.value.ShapedMap;

/**
 * A document whose records the fast lane has checked without building their values, which are built
 * when they are asked for. It keeps the bytes, which must not change. Thread-safe.
 */
final class UnreadValues implements ShapedMap.Unread {

  /** Levels of an object at most; those that the lane has read have fewer. */
  private static final int DEEPEST = 64;

  private final LaneBytes bytes;
  private final LaneValues values = new LaneValues(new Uninspected());

  UnreadValues(LaneBytes document) {
    bytes = document.another();
  }

  /** The same object each time, but for references. */
  @Override
  public synchronized ShapedMap read(int at) {
    bytes.moveTo(at);
    values.begin(bytes, DEEPEST);
    try {
      return values.record(ValueReader.Role.PLAIN);
    } catch (StepBack e) {
      throw new IllegalStateException("the bytes of a document have changed", e);
    }
  }

  @Override
  public int size() {
    return bytes.array().length;
  }
}
