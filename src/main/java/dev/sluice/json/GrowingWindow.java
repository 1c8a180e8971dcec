package dev.sluice.json;

import dev.sluice.model.Place;
import java.nio.ByteBuffer;

/**
 * The window of a document that arrives in chunks. It keeps the bytes since the last mark, except
 * for long runs of blanks, and the places of all marks.
 */
final class GrowingWindow extends Window {

  /** Runs of blanks up to this length are not dropped. */
  private static final int SHORT_RUN = 64;

  private final PlaceLog places = new PlaceLog();
  private final Gaps gaps = new Gaps();

  /* The beginning of the blanks at the end, as far as they have been checked, and their end. */
  private long blanksBegin;
  private long blanksEnd;

  private long mark = -1;
  private int markLine;
  private int markColumn;

  GrowingWindow() {
    super(new byte[1 << 10], 0, 0);
  }

  @Override
  void append(ByteBuffer chunk, boolean beingRead) {
    int from = start();
    long fromOffset = startOffset();
    if (mark > fromOffset) {
      from = indexOf(mark);
      fromOffset = mark;
      gaps.drop(mark);
      lines.drop(mark, markLine, markColumn);
    }
    int kept = end() - from;
    int length = chunk.remaining();
    byte[] target = bytes();
    int to = from;
    if (end() + length > target.length) {
      if (kept + length > target.length || beingRead) {
        target = new byte[Math.max(kept + length, 2 * Integer.highestOneBit(2 * kept | 1))];
      }
      System.arraycopy(bytes(), from, target, 0, kept);
      worked(kept);
      to = 0;
    }
    chunk.get(target, to + kept, length);
    move(target, to, to + kept + length, fromOffset);
  }

  @Override
  void shorten() {
    byte[] bytes = bytes();
    int to = end();
    int least = gaps.isEmpty() ? start() : indexOf(gaps.lastEnd());
    int known = Math.max(least, indexOf(Math.max(blanksEnd, startOffset())));
    int from = Blanks.skipBack(bytes, known, to);
    worked(to - from);
    if (from == known && blanksEnd > startOffset()) {
      from = Math.max(least, indexOf(Math.max(blanksBegin, startOffset())));
    }
    blanksBegin = offsetOf(from);
    blanksEnd = offsetOf(to);
    boolean more = !gaps.isEmpty() && from == least;
    if (to - from < (more ? 1 : SHORT_RUN)) {
      return;
    }
    long begin = offsetOf(from);
    long end = offsetOf(to);
    if (begin >= lines.counted()) {
      lines.pass(this, begin, end);
      gaps.add(begin, end);
      move(bytes, start(), from, startOffset());
      blanksBegin = end;
    }
  }

  @Override
  void mark(long offset) {
    LineCounter at = lines.at(this, offset);
    markLine = at.line();
    markColumn = at.column();
    mark = offset;
    places.add(offset, markLine, markColumn);
  }

  @Override
  void pass(long offset) {
    if (places.size() == 2) {
      // the bytes after the older mark were buffered until now
      places.clear();
      places.add(mark, markLine, markColumn);
    }
    mark(offset);
  }

  @Override
  void note(long offset) {
    LineCounter at = lines.at(this, offset);
    places.add(offset, at.line(), at.column());
  }

  @Override
  Place placeBehind(long nameOffset) {
    return places.after(nameOffset);
  }

  @Override
  Place place(long offset) {
    if (offset >= startOffset()) {
      return placeAtHand(offset);
    }
    Place marked = places.notBehind(offset);
    return marked == null ? Place.START : new Place(marked.line(), marked.column(), offset);
  }

  @Override
  long offsetOf(int index) {
    long plain = super.offsetOf(index);
    return gaps.isEmpty() ? plain : gaps.offsetOf(plain);
  }

  @Override
  int indexOf(long offset) {
    long missing = gaps.isEmpty() ? 0 : gaps.missingBefore(offset);
    return super.indexOf(offset - missing);
  }
}
