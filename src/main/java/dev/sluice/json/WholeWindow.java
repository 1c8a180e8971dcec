package dev.sluice.json;

import dev.sluice.model.Place;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A document that is there as a whole: lines are counted only when a place is asked for, and at
 * most once over each stretch.
 */
final class WholeWindow extends Window {

  private static final int STRETCH = 1 << 14;

  private final List<LineCounter> stretches = new ArrayList<>();

  /** Where the last place was: most are asked for in the order of the document. */
  private LineCounter latest = new LineCounter();

  private long latestOffset = -1;

  WholeWindow(byte[] bytes, int start, int end) {
    super(bytes, start, end);
  }

  @Override
  void append(ByteBuffer chunk) {
    throw new IllegalStateException("the document is whole");
  }

  @Override
  void mark(long offset) {
    // nothing is ever let go
  }

  @Override
  void pass(long offset) {
    // nothing is ever let go
  }

  @Override
  void note(long offset) {
    // nothing is ever let go
  }

  @Override
  Place placeBehind(long nameOffset) {
    return place(ValueLocator.locate(this, nameOffset));
  }

  @Override
  Place place(long offset) {
    int stretch = (int) ((offset - startOffset()) / STRETCH);
    if (stretches.isEmpty()) {
      stretches.add(new LineCounter());
    }
    while (stretches.size() <= stretch) {
      int from = start() + (stretches.size() - 1) * STRETCH;
      LineCounter next = stretches.get(stretches.size() - 1).copy();
      next.advance(bytes(), from, from + STRETCH);
      stretches.add(next);
    }
    boolean near =
        latestOffset >= startOffset()
            && latestOffset <= offset
            && (latestOffset - startOffset()) / STRETCH == stretch;
    if (!near) {
      latest = stretches.get(stretch).copy();
      latestOffset = startOffset() + (long) stretch * STRETCH;
    }
    latest.advance(bytes(), indexOf(latestOffset), indexOf(offset));
    latestOffset = offset;
    return new Place(latest.line(), latest.column(), offset);
  }
}
