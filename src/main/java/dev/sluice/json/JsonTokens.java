package dev.sluice.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one JSON document, read from a whole buffer or from chunks as they arrive.
 *
 * <p>Both ways give the same tokens, offsets and failures, wherever the chunks are cut. There is
 * exactly one root value. For one thread; holds no native memory.
 *
 * <p>Failures: {@link MalformedJsonException} with {@link FindingCode#MALFORMED_JSON}, {@link
 * FindingCode#INVALID_UTF8} or {@link FindingCode#TRUNCATED} at the offending byte; {@link
 * LimitExceededException} for nesting and token count.
 */
public final class JsonTokens implements AutoCloseable {

  /** The bytes so far end before the next token does. */
  public static final int NEED_INPUT = 0;

  public static final int START_OBJECT = JsonTokenId.ID_START_OBJECT;
  public static final int END_OBJECT = JsonTokenId.ID_END_OBJECT;
  public static final int START_LIST = JsonTokenId.ID_START_ARRAY;
  public static final int END_LIST = JsonTokenId.ID_END_ARRAY;
  public static final int NAME = JsonTokenId.ID_FIELD_NAME;
  public static final int STRING = JsonTokenId.ID_STRING;
  public static final int INTEGER = JsonTokenId.ID_NUMBER_INT;
  public static final int DECIMAL = JsonTokenId.ID_NUMBER_FLOAT;
  public static final int TRUE = JsonTokenId.ID_TRUE;
  public static final int FALSE = JsonTokenId.ID_FALSE;
  public static final int NULL = JsonTokenId.ID_NULL;

  /** The document is complete; the number is one the parser never gives for text. */
  public static final int END = JsonTokenId.ID_EMBEDDED_OBJECT;

  /*
   * Interning of names costs up to twice the scan, and every node id is a name. The limits that are
   * lifted here are kept by Sluice itself, which knows the place and says the same for every
   * cutting into chunks; the document's length is kept by the decoder.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxDocumentLength(-1)
                  .maxTokenCount(-1)
                  .build())
          .build();

  private final Limits limits;
  private final long maxTokens;
  private final int maxNesting;
  private final Window window;
  private final boolean whole;

  private @Nullable JsonParser parser;
  private @Nullable ByteArrayFeeder feeder;
  private int fed;
  private boolean ended;

  /** What the parser's offsets lack to those of the document. */
  private long bias;

  private int textStart;
  private int textLength;

  private long tokens;
  private int depth;
  private boolean rootSeen;

  private Mark mark = new Mark(new Containers(), false);
  private Mark windowMark = mark;

  private record Mark(Containers open, boolean atName) {}

  private JsonTokens(Limits limits, Window window, boolean whole) {
    this.limits = limits;
    this.maxTokens = limits.of(Limit.TOKENS);
    this.maxNesting = (int) Math.min(limits.of(Limit.NESTING), Integer.MAX_VALUE);
    this.window = window;
    this.whole = whole;
  }

  /** The tokens of a document that is there as a whole; the buffer is not copied. */
  public static JsonTokens whole(ByteBuffer document, Limits limits) {
    JsonTokens tokens = new JsonTokens(limits, Window.over(document), true);
    tokens.ended = true;
    return tokens;
  }

  /** The tokens of a document that arrives through {@link #feed}. */
  public static JsonTokens chunked(Limits limits) {
    return new JsonTokens(limits, Window.growing(), false);
  }

  /** Adds a chunk, once {@link #next} has answered {@link #NEED_INPUT}; the chunk is copied. */
  public void feed(ByteBuffer chunk) {
    long fedOffset = window.offsetOf(fed);
    window.append(chunk);
    fed = window.indexOf(fedOffset);
    windowMark = mark;
  }

  /** Says that no further chunk follows. */
  public void end() {
    ended = true;
  }

  /**
   * Moves to the next token.
   *
   * @return one of the constants of this class
   */
  public int next() {
    JsonParser source = parser;
    if (source == null) {
      source = open();
      if (source == null) {
        return NEED_INPUT;
      }
    }
    try {
      JsonToken token = source.nextToken();
      while (token == JsonToken.NOT_AVAILABLE) {
        if (!supply()) {
          return NEED_INPUT;
        }
        token = source.nextToken();
      }
      if (token == null) {
        return endOfDocument();
      }
      // the parser's numbers are the constants of this class
      int id = token.id();
      if (++tokens > maxTokens) {
        throw tooMany(Limit.TOKENS);
      }
      if (id <= END_LIST) {
        bracket(id);
      } else if (depth == 0) {
        beginRoot();
      }
      return id;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private int endOfDocument() {
    if (depth > 0 || !rootSeen) {
      throw fault(null);
    }
    return END;
  }

  private void bracket(int id) {
    if (id == END_OBJECT || id == END_LIST) {
      depth--;
      return;
    }
    if (depth == 0) {
      beginRoot();
    }
    if (++depth > maxNesting) {
      throw tooMany(Limit.NESTING);
    }
  }

  private void beginRoot() {
    if (rootSeen) {
      throw fault(null);
    }
    rootSeen = true;
  }

  /** Gives the parser what it may have; false if that is nothing. */
  private boolean supply() throws IOException {
    ByteArrayFeeder target = feeder;
    if (target == null) {
      return false;
    }
    int to = ended ? window.end() : endOfSafeBytes();
    if (to > fed) {
      target.feedInput(window.bytes(), fed, to);
      fed = to;
      return true;
    }
    if (ended) {
      target.endOfInput();
      return true;
    }
    return false;
  }

  /*
   * The non-blocking parser accepts {"a":} and {"a":1,} where a chunk ends right after the colon or
   * comma, so no chunk may: such a tail waits for the next chunk.
   */
  private int endOfSafeBytes() {
    byte[] bytes = window.bytes();
    int to = window.end();
    while (to > fed && isSeparator(bytes[to - 1])) {
      to--;
    }
    return to;
  }

  private static boolean isSeparator(byte next) {
    return next == ','
        || next == ':'
        || next == ' '
        || next == '\n'
        || next == '\r'
        || next == '\t';
  }

  private @Nullable JsonParser open() {
    byte[] bytes = window.bytes();
    int available = window.end() - window.start();
    if (available < 4 && !ended) {
      return null;
    }
    refuseWideEncodings(available);
    if (available >= 3
        && bytes[window.start()] == (byte) 0xEF
        && bytes[window.start() + 1] == (byte) 0xBB
        && bytes[window.start() + 2] == (byte) 0xBF) {
      window.skipByteOrderMark();
    }
    bias = window.startOffset();
    fed = window.start();
    try {
      JsonParser opened;
      if (whole) {
        opened = FACTORY.createParser(bytes, window.start(), window.end() - window.start());
      } else {
        opened = FACTORY.createNonBlockingByteArrayParser();
        feeder = (ByteArrayFeeder) opened.getNonBlockingInputFeeder();
        bias--; // this parser counts a token from after its first byte
      }
      parser = opened;
      return opened;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** RFC 8259 knows UTF-8 only, and the blocking parser would guess others. */
  private void refuseWideEncodings(int available) {
    for (int i = 0; i < Math.min(available, 4); i++) {
      byte next = window.bytes()[window.start() + i];
      if (next == 0 || next == (byte) 0xFE || next == (byte) 0xFF) {
        throw malformed(
            FindingCode.INVALID_UTF8,
            "The document is not in UTF-8",
            window.offsetOf(window.start()),
            null);
      }
    }
  }

  /** The member name the parser is at. */
  public String name() {
    try {
      String name = parser().currentName();
      return name == null ? "" : name;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /**
   * Looks whether the string the parser is at stands in the document's bytes just as it is: ASCII
   * without escapes. If so, {@link #bytes}, {@link #textStart} and {@link #textLength} give it
   * without a detour over characters.
   */
  public boolean isPlainText() {
    int start = window.indexOf(offset()) + 1;
    int length = PlainText.length(window.bytes(), start, window.end());
    textStart = start;
    textLength = length;
    return length >= 0;
  }

  /** The bytes at hand, in which {@link #textStart} is an index; not to be changed. */
  public byte[] bytes() {
    return window.bytes();
  }

  /** Index of the first byte of the string that was found plain. */
  public int textStart() {
    return textStart;
  }

  /** How many bytes and characters the string has that was found plain. */
  public int textLength() {
    return textLength;
  }

  /** The string the parser is at. */
  public String text() {
    try {
      return parser().getText();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** How many characters the number has that the parser is at. */
  public int numberLength() {
    try {
      return parser().getTextLength();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /**
   * The number the parser is at: a Long or BigInteger for an {@link #INTEGER}, a Double or, where
   * that would lose digits, a BigDecimal for a {@link #DECIMAL}. A decimal beyond the range of
   * doubles is an infinite Double.
   */
  public Number number() {
    try {
      return Numbers.of(parser());
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** Offset in the document of the first byte of the token the parser is at. */
  public long offset() {
    return parser().currentTokenLocation().getByteOffset() + bias;
  }

  /** How many containers are open, one just begun included. */
  public int depth() {
    return depth;
  }

  /**
   * Marks the token the parser is at: what lies before it need not be kept.
   *
   * @return its offset
   */
  public long mark() {
    long offset = offset();
    if (!whole) {
      boolean atName = parser().currentToken() == JsonToken.FIELD_NAME;
      mark = new Mark(openContainers(atName ? depth : depth - 1), atName);
      window.mark(offset);
    }
    return offset;
  }

  /** The place of the token the parser is at. */
  public Place place() {
    return window.place(offset());
  }

  /**
   * The place of a mark, or of any byte at hand: those from the last mark before the last chunk on,
   * and all of a whole document.
   */
  public Place place(long offset) {
    return window.place(offset);
  }

  /** The outermost {@code count} containers around the token the parser is at. */
  private Containers openContainers(int count) {
    JsonStreamContext context = parser().getParsingContext();
    boolean[] lists = new boolean[depth];
    for (int i = depth - 1; i >= 0 && context != null; i--, context = context.getParent()) {
      lists[i] = context.inArray();
    }
    Containers open = new Containers();
    for (int i = 0; i < count; i++) {
      open.push(lists[i]);
    }
    return open;
  }

  /**
   * The place of a value within a record whose bytes are at hand, as {@link ValueLocator} has it.
   */
  public Place placeWithin(long recordOffset, Object... path) {
    return window.place(ValueLocator.locate(window, recordOffset, path));
  }

  /** The place of the member name before the value the parser is at. */
  public Place placeOfName() {
    return window.place(ValueLocator.nameBefore(window, offset()));
  }

  private WorkflowException fault(@Nullable Throwable cause) {
    if (cause instanceof StreamConstraintsException constraint) {
      String reason = constraint.getOriginalMessage();
      return new LimitExceededException(
          Finding.at(FindingCode.LIMIT_EXCEEDED, reason, "", window.place(offset())), cause);
    }
    SyntaxCheck.Fault fault =
        SyntaxCheck.find(
            window.bytes(),
            window.start(),
            window.end(),
            windowMark.open().copy(),
            windowMark.atName());
    return malformed(fault.code(), fault.message(), window.offsetOf(fault.index()), cause);
  }

  /** The failure for text that the parser passed but is no sequence of characters. */
  public WorkflowException loneSurrogate() {
    return fault(null);
  }

  private WorkflowException malformed(
      FindingCode code, String message, long offset, @Nullable Throwable cause) {
    return new MalformedJsonException(Finding.at(code, message, "", window.place(offset)), cause);
  }

  private WorkflowException tooMany(Limit limit) {
    String seen =
        limit == Limit.NESTING
            ? depth + " levels of nesting"
            : "more than " + maxTokens + " tokens";
    return new LimitExceededException(
        Finding.at(
            FindingCode.LIMIT_EXCEEDED,
            "The document has "
                + seen
                + ", over the limit "
                + limit.label()
                + " of "
                + limits.of(limit),
            "",
            window.place(offset())),
        null);
  }

  private JsonParser parser() {
    JsonParser source = parser;
    if (source == null) {
      throw new IllegalStateException("no token has been read");
    }
    return source;
  }

  @Override
  public void close() {
    JsonParser source = parser;
    if (source != null) {
      try {
        source.close();
      } catch (IOException e) {
        throw new IllegalStateException("a parser over an array has nothing to fail at", e);
      }
    }
  }
}
