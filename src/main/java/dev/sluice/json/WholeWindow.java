package dev.sluice.json;

import dev.sluice.model.Place;
import java.nio.ByteBuffer;

/** A document that is there as a whole: lines are counted only when a place is asked for. */
final class WholeWindow extends Window {

  WholeWindow(byte[] bytes, int start, int end) {
    super(bytes, start, end);
  }

  @Override
  void append(ByteBuffer chunk, boolean beingRead) {
    throw new IllegalStateException("the document is whole");
  }

  @Override
  void shorten() {
    // nothing is ever let go
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
    return place(new ValueLocator(this).locate(nameOffset));
  }

  @Override
  Place place(long offset) {
    return placeAtHand(offset);
  }
}
