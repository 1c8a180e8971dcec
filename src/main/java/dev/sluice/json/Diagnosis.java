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
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong where the parser stopped, said alike for every cutting into chunks.
 *
 * <p>For that it keeps in mind which containers are open where the bytes at hand begin.
 */
final class Diagnosis {

  /** A token, the containers around it, and what it is. */
  private record Mark(Containers open, SyntaxCheck.Start at) {}

  private final Window window;
  private final Limits limits;
  private Mark last = new Mark(new Containers(), SyntaxCheck.Start.VALUE);
  private Mark atWindow = last;

  /** The diagnosis of the document whose bytes at hand these are. */
  Diagnosis(Window window, Limits limits) {
    this.window = window;
    this.limits = limits;
  }

  /** Takes note that the bytes before the parser's token need not be kept. */
  void mark(JsonParser parser) {
    JsonToken token = parser.currentToken();
    Containers open = openContainers(parser);
    if (token.isStructEnd()) {
      open.push(token == JsonToken.END_ARRAY);
      last = new Mark(open, SyntaxCheck.Start.CLOSE);
    } else {
      boolean name = token == JsonToken.FIELD_NAME;
      last = new Mark(open, name ? SyntaxCheck.Start.NAME : SyntaxCheck.Start.VALUE);
    }
  }

  /** Takes note that the window now begins at the last mark. */
  void windowMoved() {
    atWindow = last;
  }

  /** The containers around the token the parser is at. */
  private static Containers openContainers(JsonParser parser) {
    JsonStreamContext context = parser.getParsingContext();
    if (parser.currentToken().isStructStart()) {
      context = context.getParent(); // the context is that of the container begun already
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
   * The first fault in the bytes at hand.
   *
   * @param offset where the parser is
   * @param cause what the parser says
   */
  WorkflowException fault(long offset, @Nullable Throwable cause) {
    if (cause instanceof StreamConstraintsException constraint) {
      return exceeded(constraint.getOriginalMessage(), offset, cause);
    }
    window.worked(window.end() - window.start());
    SyntaxCheck.Fault fault =
        SyntaxCheck.find(
            window.bytes(), window.start(), window.end(), atWindow.open().copy(), atWindow.at());
    return malformed(fault, cause);
  }

  /**
   * Half a surrogate pair in the name or string the parser is at, or in the name before it.
   *
   * @param offset where the parser is
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
   * Another encoding than UTF-8, told by the first bytes.
   *
   * @param marked whether a byte order mark says so
   */
  WorkflowException otherEncoding(String encoding, boolean marked) {
    // with a mark the converter has to be left to read it, or it would be kept
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

  /** A document that begins with nothing but zero bytes. */
  WorkflowException zeroBytes() {
    return malformed(
        FindingCode.INVALID_UTF8,
        "The document begins with zero bytes, not with text in UTF-8",
        window.start(),
        "Restore the file: it was probably not written completely");
  }

  /** A document that was compressed more than once. */
  WorkflowException packed(String format) {
    return malformed(
        FindingCode.INVALID_UTF8,
        "The decompressed document is compressed with " + format + " itself, not text in UTF-8",
        window.start(),
        "Compress it once only");
  }

  /** A byte order mark behind the one that is skipped, or behind blanks. */
  WorkflowException secondMark(int index) {
    return malformed(
        FindingCode.MALFORMED_JSON,
        "A byte order mark may stand only at the beginning of the document, and only once",
        index,
        "Remove the bytes EF BB BF here");
  }

  /**
   * More of something than a limit allows.
   *
   * @param seen what there is
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
