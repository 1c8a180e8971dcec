package dev.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Determines the error at which the parser stopped, independent of how the document is cut into
 * chunks.
 *
 * <p>For this it remembers the containers that are open at the beginning of the buffered bytes.
 */
final class Diagnosis {

  /** A token, the containers around it, and its role. */
  private record Checkpoint(Containers open, SyntaxCheck.Start at) {}

  /** The characters that the lines of a merge conflict begin with, and the least number of them. */
  private static final String MARKERS = "<|=>";

  private static final int MARKER = 7;

  private final Window window;
  private final Limits limits;
  private Checkpoint last = new Checkpoint(new Containers(), SyntaxCheck.Start.VALUE);
  private Checkpoint atWindow = last;
  private boolean atComment;
  private String memberAtComment = "";

  /** A diagnosis for a document with these buffered bytes. */
  Diagnosis(Window window, Limits limits) {
    this.window = window;
    this.limits = limits;
  }

  /** Records that the bytes before the parser's token can be dropped. */
  void mark(JsonParser parser) {
    JsonToken token = parser.currentToken();
    Containers open = openContainers(parser);
    if (token.isStructEnd()) {
      open.push(token == JsonToken.END_ARRAY);
      last = new Checkpoint(open, SyntaxCheck.Start.CLOSE);
    } else {
      boolean name = token == JsonToken.FIELD_NAME;
      last = new Checkpoint(open, name ? SyntaxCheck.Start.NAME : SyntaxCheck.Start.VALUE);
    }
  }

  /** Records that the window now begins at the last mark. */
  void windowMoved() {
    atWindow = last;
  }

  /** The containers around the parser's current token. */
  private static Containers openContainers(JsonParser parser) {
    JsonStreamContext context = parser.getParsingContext();
    if (parser.currentToken().isStructStart()) {
      context = context.getParent(); // the context is that of the container just opened
    }
    Deque<Boolean> lists = new ArrayDeque<>();
    for (; context != null && !context.inRoot(); context = context.getParent()) {
      lists.push(context.inArray());
    }
    Containers open = new Containers();
    lists.forEach(open::push);
    return open;
  }

  /**
   * The first error in the buffered bytes.
   *
   * @param offset the parser's position
   * @param cause the parser's exception
   */
  WorkflowException fault(long offset, @Nullable Throwable cause) {
    if (cause instanceof StreamConstraintsException constraint) {
      return exceeded(constraint.getOriginalMessage(), offset, cause);
    }
    window.worked(window.end() - window.start());
    SyntaxCheck.Fault fault = firstFault();
    if (markerLength(fault) >= MARKER) {
      return malformed(
          FindingCode.MERGE_CONFLICT,
          "The document has an unresolved merge conflict",
          fault.index(),
          "Keep one of the sides and delete the lines of markers; sluice diff FILE compares the"
              + " sides");
    }
    atComment = fault.index() < window.end() && window.bytes()[fault.index()] == '/';
    if (atComment && fault.nameIndex() >= 0) {
      memberAtComment = name(fault.nameIndex());
    }
    return malformed(fault, cause);
  }

  private SyntaxCheck.Fault firstFault() {
    return SyntaxCheck.find(
        window.bytes(), window.start(), window.end(), atWindow.open().copy(), atWindow.at());
  }

  /**
   * Whether the buffered bytes end within what may be a marker of a merge conflict, so that more
   * bytes are needed to determine what the first error is.
   */
  boolean endsWithinMarker() {
    window.worked(window.end() - window.start());
    SyntaxCheck.Fault fault = firstFault();
    int length = markerLength(fault);
    return length > 0 && length < MARKER && fault.index() + length == window.end();
  }

  /**
   * The number of equal characters at an error, up to the length of a marker, if they begin a line
   * and markers consist of them. A string of a document cannot contain such a line.
   */
  private int markerLength(SyntaxCheck.Fault fault) {
    byte[] bytes = window.bytes();
    int from = fault.index();
    if (from >= window.end()
        || MARKERS.indexOf(bytes[from]) < 0
        || window.place(window.offsetOf(from)).column() != 1) {
      return 0;
    }
    int to = from + 1;
    while (to < window.end() && to - from < MARKER && bytes[to] == bytes[from]) {
      to++;
    }
    return to - from;
  }

  private String name(int index) {
    try (JsonParser parser = Parsers.whole(window.bytes(), index, window.end())) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException e) {
      throw new IllegalStateException("the name has been checked before", e);
    }
  }

  /** Whether the error is a slash, which begins a comment. */
  boolean isAtComment() {
    return atComment;
  }

  /** The name of the member whose value was expected at that slash; empty if there is none. */
  String memberAtComment() {
    return memberAtComment;
  }

  /**
   * A lone surrogate in the current name or string, or in the name before it.
   *
   * @param offset the parser's position
   */
  WorkflowException halfPair(JsonParser parser, long offset) {
    JsonToken token = parser.currentToken();
    JsonStreamContext context = parser.getParsingContext();
    boolean inObject = (token.isStructStart() ? context.getParent() : context).inObject();
    boolean behindName = inObject && token != JsonToken.FIELD_NAME;
    long from = behindName ? ValueLocator.nameBefore(window, offset) : offset;
    Containers open = new Containers();
    open.push(!inObject);
    SyntaxCheck.Fault fault =
        SyntaxCheck.find(
            window.bytes(),
            window.indexOf(from),
            window.end(),
            open,
            inObject ? SyntaxCheck.Start.NAME : SyntaxCheck.Start.VALUE);
    return malformed(fault, null);
  }

  /**
   * The document is in another encoding than UTF-8, as its first bytes show.
   *
   * @param marked whether it has a byte order mark of that encoding
   */
  WorkflowException otherEncoding(String encoding, boolean marked) {
    // with a mark, the converter must detect the byte order itself, or it would keep the mark
    String from = marked ? encoding.substring(0, encoding.length() - 2) : encoding;
    return malformed(
        FindingCode.INVALID_UTF8,
        "The document is in "
            + encoding
            + (marked ? " with" : " without")
            + " a byte order mark, not in UTF-8",
        window.start(),
        "Convert it, for example with iconv -f " + from + " -t UTF-8");
  }

  /** The document begins with zero bytes. */
  WorkflowException zeroBytes() {
    return malformed(
        FindingCode.INVALID_UTF8,
        "The document begins with zero bytes, not with text in UTF-8",
        window.start(),
        "Restore the file: it was probably not written completely");
  }

  /** The document was compressed more than once. */
  WorkflowException compressedTwice(String format) {
    return malformed(
        FindingCode.INVALID_UTF8,
        "The decompressed document is itself compressed with " + format + ", not text in UTF-8",
        window.start(),
        "Compress it once only");
  }

  /** There is a second byte order mark, or one after blanks. */
  WorkflowException secondMark(int index) {
    return malformed(
        FindingCode.MALFORMED_JSON,
        "A byte order mark is allowed only at the beginning of the document, and only once",
        index,
        "Remove the bytes EF BB BF here");
  }

  /**
   * The document exceeds a limit.
   *
   * @param seen the value found
   */
  WorkflowException exceeded(Limit limit, String seen, long offset) {
    String message =
        "The document has "
            + seen
            + ", over the limit "
            + limit.label()
            + " of "
            + limits.of(limit);
    return exceeded(message, offset, null);
  }

  private WorkflowException exceeded(String message, long offset, @Nullable Throwable cause) {
    return new LimitExceededException(
        Finding.at(FindingCode.LIMIT_EXCEEDED, message, "", window.place(offset)), cause);
  }

  private WorkflowException malformed(
      FindingCode code, String message, int index, String suggestion) {
    return new MalformedJsonException(
        Finding.at(code, message, "", window.place(window.offsetOf(index))).suggesting(suggestion),
        null);
  }

  private WorkflowException malformed(SyntaxCheck.Fault fault, @Nullable Throwable cause) {
    return new MalformedJsonException(
        Finding.at(fault.code(), fault.message(), "", window.place(window.offsetOf(fault.index()))),
        cause);
  }
}
