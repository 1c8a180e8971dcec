package dev.sluice.preview;

import dev.sluice.json.JsonTokens;
import java.util.LinkedHashSet;
import java.util.Set;

/** The way past an object of variables that takes their names along. */
final class VariablesPassage extends Passage {

  private Set<String> names = new LinkedHashSet<>();

  VariablesPassage(JsonTokens tokens, long maxNesting) {
    super(tokens, maxNesting);
  }

  @Override
  void name() {
    names.add(tokens.name());
  }

  /** The names in document order, when the object ends. */
  Set<String> complete() {
    Set<String> complete = names;
    names = new LinkedHashSet<>();
    return complete;
  }
}
