package dev.sluice.preview;

import dev.sluice.json.JsonTokens;

/** The way past a list of frames that counts them. */
final class FramesPassage extends Passage {

  private long count;

  FramesPassage(JsonTokens tokens, long maxNesting) {
    super(tokens, maxNesting);
  }

  @Override
  void value(int token) {
    count++;
  }

  /** How many there were, when the list ends. */
  long complete() {
    long complete = count;
    count = 0;
    return complete;
  }
}
