package dev.sluice.record;

import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.value.ShapedMap;

/**
 * A document whose records the fast lane has checked without building their values, which are built
 * when they are asked for. It keeps the bytes, which must not change. Thread-safe.
 */
final class UnreadValues implements ShapedMap.Unread {

  /** The maximum number of levels of an object; objects that the lane has read have fewer. */
  private static final int DEEPEST = 64;

  private final LaneBytes bytes;
  private final int start;
  private final LaneValues values = new LaneValues(new Uninspected());

  private UnreadValues(LaneBytes bytes, int start) {
    this.bytes = bytes;
    this.start = start;
  }

  /** The values of a document whose bytes do not change. */
  static UnreadValues of(LaneBytes document) {
    return new UnreadValues(document.another(), 0);
  }

  /** The values of a document whose bytes may change, and which are therefore copied. */
  static UnreadValues ofCopy(LaneBytes document, int start) {
    return new UnreadValues(document.copyFrom(start), start);
  }

  /** An equal object each time, but not the same one. */
  @Override
  public synchronized ShapedMap read(int at) {
    bytes.moveTo(at - start);
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
