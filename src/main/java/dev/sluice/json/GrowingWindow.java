package dev.sluice.json;

import dev.sluice.model.Place;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A document that arrives in chunks: the bytes since the last mark are kept, and the places of all
 * marks.
 */
final class GrowingWindow extends Window {

  private final LineCounter atLast = new LineCounter();
  private long last = -1;
  private long mark = -1;

  private long[] offsets = new long[64];
  private int[] lines = new int[64];
  private int[] columns = new int[64];
  private int marks;

  GrowingWindow() {
    super(new byte[1 << 10], 0, 0);
  }

  @Override
  void append(ByteBuffer chunk) {
    int from = mark > startOffset() ? indexOf(mark) : start();
    long fromOffset = offsetOf(from);
    int kept = end() - from;
    int length = chunk.remaining();
    byte[] target = bytes();
    int to = from;
    if (end() + length > target.length) {
      if (kept + length > target.length) {
        target = new byte[Math.max(kept + length, 2 * kept)];
      }
      System.arraycopy(bytes(), from, target, 0, kept);
      to = 0;
    }
    chunk.get(target, to + kept, length);
    move(target, to, to + kept + length, fromOffset);
  }

  @Override
  void mark(long offset) {
    note(offset);
    mark = offset;
  }

  @Override
  void pass(long offset) {
    if (marks == 2) {
      // the bytes from the older mark on were at hand until now
      offsets[0] = offsets[1];
      lines[0] = lines[1];
      columns[0] = columns[1];
      marks = 1;
    }
    mark(offset);
  }

  @Override
  void note(long offset) {
    atLast.advance(bytes(), indexOf(Math.max(last, startOffset())), indexOf(offset));
    last = offset;
    if (marks == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * marks);
      lines = Arrays.copyOf(lines, 2 * marks);
      columns = Arrays.copyOf(columns, 2 * marks);
    }
    offsets[marks] = offset;
    lines[marks] = atLast.line();
    columns[marks] = atLast.column();
    marks++;
  }

  @Override
  Place placeBehind(long nameOffset) {
    int name = Arrays.binarySearch(offsets, 0, marks, nameOffset);
    return place(offsets[name + 1]);
  }

  @Override
  Place place(long offset) {
    int found = Arrays.binarySearch(offsets, 0, marks, offset);
    int nearest = found >= 0 ? found : -found - 2;
    if (nearest < 0) {
      LineCounter counter = new LineCounter();
      counter.advance(bytes(), start(), indexOf(offset));
      return new Place(counter.line(), counter.column(), offset);
    }
    LineCounter counter = new LineCounter();
    counter.set(lines[nearest], columns[nearest]);
    if (offsets[nearest] >= startOffset()) {
      counter.advance(bytes(), indexOf(offsets[nearest]), indexOf(offset));
    }
    return new Place(counter.line(), counter.column(), offset);
  }
}
