package dev.sluice.cli.diff;

import java.util.Optional;

/**
 * The two sides of a file with the markers of a merge conflict.
 *
 * @param ours the text with the first side of each conflict
 * @param theirs the text with the second side of each conflict
 * @param ourLabel the name of the first side in the marker, such as {@code HEAD}
 * @param theirLabel the name of the second side in the marker
 */
record ConflictSides(String ours, String theirs, String ourLabel, String theirLabel) {

  /** The sides of a text; empty if it has no complete conflict. */
  static Optional<ConflictSides> of(String text) {
    Splitter splitter = new Splitter();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end + 1;
      splitter.take(text.substring(from, next));
      from = next;
    }
    return splitter.sides();
  }

  private enum Within {
    BOTH,
    OURS,
    BASE,
    THEIRS
  }

  private static final class Splitter {
    private static final int LEAST = 7;

    private final StringBuilder ours = new StringBuilder();
    private final StringBuilder theirs = new StringBuilder();
    private String ourLabel = "";
    private String theirLabel = "";
    private Within within = Within.BOTH;
    private int length; // of the markers of the conflict, which can be set in .gitattributes
    private int conflicts;

    void take(String line) {
      switch (within) {
        case BOTH -> {
          int run = run(line, '<');
          if (run >= LEAST) {
            length = run;
            ourLabel = label(line);
            within = Within.OURS;
          } else {
            ours.append(line);
            theirs.append(line);
          }
        }
        case OURS -> {
          if (run(line, '|') == length) {
            within = Within.BASE;
          } else if (run(line, '=') == length) {
            within = Within.THEIRS;
          } else {
            ours.append(line);
          }
        }
        case BASE -> {
          if (run(line, '=') == length) {
            within = Within.THEIRS;
          }
        }
        case THEIRS -> {
          if (run(line, '>') == length) {
            theirLabel = label(line);
            within = Within.BOTH;
            conflicts++;
          } else {
            theirs.append(line);
          }
        }
      }
    }

    private static int run(String line, char marker) {
      int length = 0;
      while (length < line.length() && line.charAt(length) == marker) {
        length++;
      }
      return length;
    }

    private String label(String line) {
      return line.substring(length).strip();
    }

    Optional<ConflictSides> sides() {
      return conflicts > 0 && within == Within.BOTH
          ? Optional.of(new ConflictSides(ours.toString(), theirs.toString(), ourLabel, theirLabel))
          : Optional.empty();
    }
  }
}
