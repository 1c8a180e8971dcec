package dev.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a document's bytes to its parser.
 *
 * <p>A fed parser reads the window's own array, so the window must not change the array until the
 * parser has consumed its input.
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
   * @param window the buffered bytes
   * @param whole whether they are the whole document
   * @param passing whether to look for escaped surrogates
   */
  Supply(Window window, Diagnosis diagnosis, boolean whole, boolean passing) {
    this.window = window;
    this.diagnosis = diagnosis;
    this.start = new DocumentStart(window, diagnosis);
    this.whole = whole;
    this.passing = passing;
  }

  /** Whether the parser has not consumed its input. */
  boolean isUnread() {
    return unread;
  }

  /** Whether an escaped surrogate has been seen, if they are looked for. */
  boolean hasSurrogates() {
    return surrogates.found();
  }

  /** The difference between offsets in the document and the parser's offsets. */
  long bias() {
    return bias;
  }

  /** The number of bytes given to the parser. */
  long given() {
    return given;
  }

  /** Adds a chunk, even if the parser has not consumed its input. */
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
        ? start.isChecked()
        : !unread && fed == window.end() && source.isBetweenTokens();
  }

  private void lookForSurrogates(int from) {
    if (passing) {
      surrogates.lookAt(window.bytes(), from, window.end());
    }
  }

  /** Ends the input. */
  void end() {
    ended = true;
  }

  /** A parser for the document, or null if more bytes are needed. */
  @Nullable JsonParser open() throws IOException {
    int first = start.firstToken(ended);
    if (first < 0) {
      return null;
    }
    if (whole) {
      bias = window.startOffset();
      given = (long) window.end() - window.start();
      if (isTakenForWide(window.start()) || isTakenForWide(window.start() + 1)) {
        throw diagnosis.fault(window.startOffset(), null);
      }
      return Parsers.whole(window.bytes(), window.start(), window.end());
    }
    bias = window.offsetOf(first) - 1; // for this parser, a token begins after its first byte
    fed = first;
    FedParser opened = Parsers.fed();
    parser = opened;
    return opened;
  }

  /** A parser with a new table of names that continues after the current token. */
  FedParser renewed(FedParser source) throws IOException {
    FedParser renewed = source.renewed(window.bytes());
    parser = renewed;
    return renewed;
  }

  /**
   * Whether the blocking parser would mistake the bytes after UTF-8's mark for another encoding.
   */
  private boolean isTakenForWide(int index) {
    int next = index < window.end() ? window.bytes()[index] & 0xFF : '{';
    return next == 0 || next >= 0xFE;
  }

  /** Gives new bytes to a parser that has consumed its input; false if there are none. */
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

  /** Whether a container is closed where a name or a value must follow. */
  private boolean isClosed(int to) {
    byte[] bytes = window.bytes();
    int first = Blanks.skip(bytes, fed, to);
    window.worked(first - fed);
    return first < to && (bytes[first] == '}' || bytes[first] == ']');
  }
}
