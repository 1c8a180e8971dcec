package dev.sluice.write;

import dev.sluice.model.Layout;
import java.nio.charset.StandardCharsets;

/** Puts what stands between the tokens of a document into a buffer, as a layout requires. */
final class Separators {

  /** The maximum number of levels whose indentation is prepared. */
  private static final int MOST_PREPARED = 32;

  private static final int FIRST_PREPARED = 4;

  private final JsonBuffer buffer;
  private final Layout layout;
  private final boolean isIndented;
  private final int breakLength;
  private final int indentLength;

  /** A comma, a line break and the indentation of {@code prepared} levels. */
  private byte[] lines;

  private int prepared = FIRST_PREPARED;

  Separators(JsonBuffer buffer, Layout layout) {
    this.buffer = buffer;
    this.layout = layout;
    this.isIndented = layout.isIndented();
    this.breakLength = 1 + layout.lineBreak().length();
    this.indentLength = layout.indent().length();
    this.lines = lines();
  }

  private byte[] lines() {
    String text =
        isIndented
            ? "," + layout.lineBreak() + layout.indent().repeat(prepared)
            : layout.spaced() ? ", " : ",";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Puts the comma between two elements of a container, of which {@code level} are open. */
  void comma(int level) {
    if (isIndented) {
      line(0, level);
    } else {
      buffer.put(lines, 0, lines.length);
    }
  }

  /** Begins a line after or before a bracket, where {@code level} containers are open. */
  void line(int level) {
    if (isIndented) {
      line(1, level);
    }
  }

  private void line(int from, int level) {
    if (level > prepared && prepared < MOST_PREPARED) {
      prepared = MOST_PREPARED;
      lines = lines();
    }
    int known = Math.min(level, prepared);
    buffer.put(lines, from, breakLength + known * indentLength);
    for (int i = known; i < level; i++) {
      buffer.put(layout.indent());
    }
  }

  /** Puts the colon after a name. */
  void colon() {
    buffer.put(':');
    if (layout.spaced()) {
      buffer.put(' ');
    }
  }
}
