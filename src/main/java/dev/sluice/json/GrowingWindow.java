package dev.sluice.json;

import dev.sluice.model.Place;
import java.nio.ByteBuffer;

/**
 * A document that arrives in chunks: the bytes since the last mark are kept, and the places of all
 * marks.
 */
final class GrowingWindow extends Window {

  private final LineCounter atLast = new LineCounter();
  private long last = -1;
  private long mark = -1;

  private final PlaceLog places = new PlaceLog();

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
    if (places.size() == 2) {
      // the bytes from the older mark on were at hand until now
      places.clear();
      places.add(last, atLast.line(), atLast.column());
    }
    mark(offset);
  }

  @Override
  void note(long offset) {
    atLast.advance(bytes(), indexOf(Math.max(last, startOffset())), indexOf(offset));
    last = offset;
    places.add(offset, atLast.line(), atLast.column());
  }

  @Override
  Place placeBehind(long nameOffset) {
    return places.after(nameOffset);
  }

  @Override
  Place place(long offset) {
    LineCounter counter = new LineCounter();
    Place nearest = places.notBehind(offset);
    if (nearest == null) {
      counter.advance(bytes(), start(), indexOf(offset));
    } else {
      counter.set(nearest.line(), nearest.column());
      if (nearest.offset() >= startOffset()) {
        counter.advance(bytes(), indexOf(nearest.offset()), indexOf(offset));
      }
    }
    return new Place(counter.line(), counter.column(), offset);
  }
}
