package dev.sluice.preview;

import dev.sluice.json.JsonTokens;
import dev.sluice.record.KindDetector;

/** The way past a root that is no object: what its first element has tells what it is. */
final class ForeignPassage extends Passage {

  private final KindDetector kind;
  private int elements;

  ForeignPassage(JsonTokens tokens, long maxNesting, KindDetector kind) {
    super(tokens, maxNesting);
    this.kind = kind;
  }

  @Override
  void value(int token) {
    elements = Math.min(elements + 1, 2);
  }

  @Override
  void name(int at) {
    if (at == 2 && elements == 1) {
      kind.firstElementMember(tokens.name());
    }
  }
}
