package dev.sluice.json;

import dev.sluice.model.Place;
import java.nio.ByteBuffer;

/** The window of a whole document: lines are counted only when a place is requested. */
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
    // nothing is ever dropped
  }

  @Override
  void mark(long offset) {
    // nothing is ever dropped
  }

  @Override
  void pass(long offset) {
    // nothing is ever dropped
  }

  @Override
  void note(long offset) {
    // nothing is ever dropped
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
