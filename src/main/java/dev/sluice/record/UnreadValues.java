package dev.sluice.record;

import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.value.ShapedMap;
import org.jspecify.annotations.Nullable;

/**
 * The document itself, for rules that ask for values of a record that the fast lane has not built.
 * The bytes must not change until then, so it is for records that are not kept. Thread-safe.
 */
final class UnreadValues implements ShapedMap.Unread {

  /** The maximum number of levels of an object; objects that the lane has read have fewer. */
  static final int DEEPEST = 64;

  private final LaneBytes bytes;
  private @Nullable LaneValues values;

  /** The values of the document behind a cursor, which is not moved. */
  UnreadValues(LaneBytes document) {
    this.bytes = document.another();
  }

  /** Equal values each time, but not the same ones. */
  @Override
  public synchronized @Nullable Object[] read(int at, int members) {
    LaneValues reading = values;
    if (reading == null) {
      reading = new LaneValues(new Uninspected());
      values = reading;
    }
    bytes.moveTo(at);
    reading.begin(bytes, DEEPEST);
    try {
      ShapedMap object = reading.record(ValueReader.Role.PLAIN);
      @Nullable Object[] read = new @Nullable Object[members];
      for (int i = 0; i < members; i++) {
        read[i] = object.valueAt(i);
      }
      return read;
    } catch (StepBack e) {
      throw new IllegalStateException("the bytes of a document have changed", e);
    }
  }

  @Override
  public int size() {
    return bytes.array().length;
  }
}
