package dev.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a document's bytes to its parser.
 *
 * <p>A parser that is fed reads the window's own array, so the window has to leave that alone until
 * the parser has used up what it was given.
 */
final class Supply {

  private final Window window;
  private final Diagnosis diagnosis;
  private final DocumentStart start;
  private final Surrogates surrogates = new Surrogates();
  private final boolean whole;
  private final boolean passing;

  private @Nullable FedParser parser;
  private int fed;
  private boolean ended;
  private long bias;
  private boolean unread;
  private long given;

  /**
   * The supply of one parser.
   *
   * @param window the bytes at hand
   * @param whole whether they are all there are
   * @param passing whether escaped surrogates have to be looked for
   */
  Supply(Window window, Diagnosis diagnosis, boolean whole, boolean passing) {
    this.window = window;
    this.diagnosis = diagnosis;
    this.start = new DocumentStart(window, diagnosis);
    this.whole = whole;
    this.passing = passing;
  }

  /** Whether the parser has not used up what it was given. */
  boolean isUnread() {
    return unread;
  }

  /** Whether an escaped surrogate has been seen, if such were to be looked for. */
  boolean hasSurrogates() {
    return surrogates.found();
  }

  /** What the parser's offsets lack to those of the document. */
  long bias() {
    return bias;
  }

  /** How many bytes the parser was given. */
  long given() {
    return given;
  }

  /** Adds a chunk, also while the parser has not used up what it was given. */
  void add(ByteBuffer chunk) {
    if (isBetweenTokens()) {
      window.shorten();
      fed = window.end();
    }
    long fedOffset = window.offsetOf(fed);
    int length = chunk.remaining();
    window.append(chunk, unread);
    fed = window.indexOf(fedOffset);
    diagnosis.windowMoved();
    lookForSurrogates(window.end() - length);
  }

  private boolean isBetweenTokens() {
    FedParser source = parser;
    return source == null
        ? start.isTold()
        : !unread && fed == window.end() && source.isBetweenTokens();
  }

  private void lookForSurrogates(int from) {
    if (passing) {
      surrogates.lookAt(window.bytes(), from, window.end());
    }
  }

  /** Says that no further chunk follows. */
  void end() {
    ended = true;
  }

  /** A parser of the document, or null if that cannot begin yet. */
  @Nullable JsonParser open() throws IOException {
    int first = start.firstToken(ended);
    if (first < 0) {
      return null;
    }
    if (whole) {
      bias = window.startOffset();
      given = (long) window.end() - window.start();
      lookForSurrogates(window.start());
      if (isTakenForWide(window.start()) || isTakenForWide(window.start() + 1)) {
        throw diagnosis.fault(window.startOffset(), null);
      }
      return Parsers.blocking(window.bytes(), window.start(), window.end());
    }
    bias = window.offsetOf(first) - 1; // this parser counts a token from after its first byte
    fed = first;
    FedParser opened = Parsers.fed();
    parser = opened;
    return opened;
  }

  /** Whether the blocking parser would guess another encoding by a byte behind UTF-8's own mark. */
  private boolean isTakenForWide(int index) {
    int next = index < window.end() ? window.bytes()[index] & 0xFF : '{';
    return next == 0 || next >= 0xFE;
  }

  /** Gives the parser, which has used up everything, what has come; false if that is nothing. */
  boolean give() throws IOException {
    FedParser target = parser;
    if (target == null) {
      return false;
    }
    int to = window.end();
    if (to > fed) {
      if (target.isBehindSeparator() && isClosed(to)) {
        throw diagnosis.fault(window.startOffset(), null);
      }
      target.feedInput(window.bytes(), fed, to);
      given += (long) to - fed;
      fed = to;
      unread = true;
      return true;
    }
    unread = false;
    if (ended) {
      target.endOfInput();
    }
    return ended;
  }

  /** Whether a container ends where a name or a value has to follow. */
  private boolean isClosed(int to) {
    byte[] bytes = window.bytes();
    int first = Blanks.skip(bytes, fed, to);
    window.worked(first - fed);
    return first < to && (bytes[first] == '}' || bytes[first] == ']');
  }
}
