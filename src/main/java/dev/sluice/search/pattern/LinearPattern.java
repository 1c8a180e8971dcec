package dev.sluice.search.pattern;

import dev.sluice.search.pattern.PatternProgram.Step;
import java.util.Arrays;
import java.util.Optional;

/**
 * A compiled pattern that is matched without backtracking; immutable and thread-safe.
 *
 * <p>All ways to match are followed at the same time, at most one for each instruction, so each
 * code point of a text costs at most one pass over the instructions.
 */
public final class LinearPattern {

  private final PatternProgram program;

  private LinearPattern(PatternSyntax syntax) {
    program = PatternProgram.of(syntax);
  }

  /**
   * A part of a text that matches.
   *
   * @param from the index of its first character
   * @param to the index after its last character
   */
  public record Span(int from, int to) {}

  /**
   * A regular expression in Java's syntax without back-references, look-around, possessive
   * quantifiers and intersections of classes.
   *
   * @throws InvalidPatternException if it is invalid or too large
   */
  public static LinearPattern regex(String expression) {
    return new LinearPattern(new RegexParser(expression).parse());
  }

  /**
   * A glob that matches whole texts, ignoring case: {@code *}, {@code ?}, {@code [a-z]}, {@code
   * {a,b}}, and a backslash before a character that is meant literally.
   *
   * @throws InvalidPatternException if it is invalid or too large
   */
  public static LinearPattern glob(String glob) {
    return new LinearPattern(new GlobParser(glob, false).parse());
  }

  /** A glob for paths: {@code *} and {@code ?} do not match a slash, but {@code **} does. */
  public static LinearPattern pathGlob(String glob) {
    return new LinearPattern(new GlobParser(glob, true).parse());
  }

  /** Whether a part of the text matches. */
  public boolean isIn(CharSequence text) {
    return find(text).isPresent();
  }

  /** The first part of the text that matches. */
  public Optional<Span> find(CharSequence text) {
    return new Run(text).find();
  }

  /** One search; the threads are in order of preference. */
  private final class Run {

    private final CharSequence text;
    private Threads current = new Threads(program.size());
    private Threads next = new Threads(program.size());
    private int matchFrom = -1;
    private int matchTo;

    Run(CharSequence text) {
      this.text = text;
    }

    Optional<Span> find() {
      int at = 0;
      while (true) {
        if (matchFrom < 0) {
          current.add(0, at, at, text);
        } else if (current.isEmpty()) {
          break;
        }
        int codePoint = at < text.length() ? Character.codePointAt(text, at) : -1;
        int behind = at + (codePoint < 0 ? 0 : Character.charCount(codePoint));
        advance(codePoint, at, behind);
        if (codePoint < 0) {
          break;
        }
        at = behind;
      }
      return matchFrom < 0 ? Optional.empty() : Optional.of(new Span(matchFrom, matchTo));
    }

    private void advance(int codePoint, int at, int behind) {
      next.clear();
      for (int i = 0; i < current.count; i++) {
        Step step = program.at(current.steps[i]);
        if (step instanceof Step.Accept) {
          matchFrom = current.from[i];
          matchTo = at;
          break; // threads of lower preference do not count
        }
        if (step instanceof Step.Take take && codePoint >= 0 && take.accepted().test(codePoint)) {
          next.add(current.steps[i] + 1, current.from[i], behind, text);
        }
      }
      Threads done = current;
      current = next;
      next = done;
    }
  }

  /** The instructions at which matches may continue, each at most once. */
  private final class Threads {

    private final int[] steps;
    private final int[] from;
    private final int[] waiting;
    private final int[] added;
    private int generation = 1;
    private int count;

    Threads(int size) {
      steps = new int[size];
      from = new int[size];
      waiting = new int[2 * size + 1];
      added = new int[size];
    }

    boolean isEmpty() {
      return count == 0;
    }

    void clear() {
      count = 0;
      if (++generation == 0) {
        Arrays.fill(added, 0);
        generation = 1;
      }
    }

    /** Adds the instructions that can be reached without consuming a code point. */
    void add(int start, int begun, int at, CharSequence text) {
      int open = 0;
      waiting[open++] = start;
      while (open > 0) {
        int step = waiting[--open];
        if (added[step] == generation) {
          continue;
        }
        added[step] = generation;
        Step instruction = program.at(step);
        if (instruction instanceof Step.Fork fork) {
          waiting[open++] = fork.other();
          waiting[open++] = fork.preferred();
        } else if (instruction instanceof Step.Check check) {
          if (check.position().isAt(text, at)) {
            waiting[open++] = step + 1;
          }
        } else {
          steps[count] = step;
          from[count++] = begun;
        }
      }
    }
  }
}
