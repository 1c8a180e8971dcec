package dev.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.text.Quantity;
import dev.sluice.value.PrintableText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one JSON document, read from a whole buffer or from chunks as they arrive.
 *
 * <p>Both ways give the same tokens, offsets and failures, wherever the chunks are cut. There is
 * exactly one root value. Not thread-safe; holds no native memory.
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

  /** The document is complete; the parser never uses this number for text. */
  public static final int END = JsonTokenId.ID_EMBEDDED_OBJECT;

  /** Skipped bytes between two marks; the cost of a mark grows with the depth. */
  private static final int STEP = 1 << 12;

  /** Tokens between two checks of the size of the parser's table of names. */
  private static final int BETWEEN_CHECKS = 32;

  /** The number of different names that a table may have, however long they are. */
  private static final int FEW_NAMES = 16;

  /** If there are more bytes per token than this, names may be long. */
  private static final int LONG = 64;

  /** If more bytes than this have been read since the table was new, it may be large. */
  private static final int MANY_BYTES = 1 << 18;

  /** Fewer different names than this are shared with other documents when the parser is closed. */
  private static final int SHARED_NAMES = 500;

  private final Limits limits;
  private final long maxTokens;
  private final Window window;
  private final Diagnosis diagnosis;
  private final ValueLocator locator;
  private final Supply supply;
  private final boolean whole;
  private final boolean passing;

  private @Nullable JsonParser parser;
  private @Nullable LaneBytes lane;
  private @Nullable LaterMember ahead;
  private boolean allThere;

  /** The error of the parser, while more bytes are needed to determine what it is. */
  private @Nullable IOException undecided;

  /** Whether strings that are skipped must be checked for lone surrogates. */
  private boolean suspect;

  /** The difference between offsets in the document and the parser's offsets. */
  private long bias;

  private long passed;
  private long tokens;

  private long nextCheck = BETWEEN_CHECKS;

  /* The table of names when it was new: its names, and the tokens and bytes read before. */
  private int namesBefore;
  private long tokensBefore;
  private long bytesBefore;
  private long workAhead;

  private JsonTokens(Limits limits, Window window, boolean whole, boolean passing) {
    this.limits = limits;
    this.maxTokens = limits.of(Limit.TOKENS);
    this.window = window;
    this.diagnosis = new Diagnosis(window, limits);
    this.locator = new ValueLocator(window);
    this.supply = new Supply(window, diagnosis, whole, passing);
    this.whole = whole;
    this.passing = passing;
  }

  /** The tokens of a whole document; the buffer is not copied. */
  public static JsonTokens whole(ByteBuffer document, Limits limits) {
    JsonTokens tokens = new JsonTokens(limits, Window.over(document), true, false);
    tokens.end();
    return tokens;
  }

  /** The tokens of a document that arrives through {@link #feed}. */
  public static JsonTokens chunked(Limits limits) {
    return new JsonTokens(limits, Window.growing(), false, false);
  }

  /**
   * The tokens of a document that arrives through {@link #feed} and is skipped: no marks are set,
   * only the place of the current token is known, and memory does not grow with the document. A
   * lone surrogate is an error in every string, even if the string is not requested.
   */
  public static JsonTokens passing(Limits limits) {
    return new JsonTokens(limits, Window.growing(), false, true);
  }

  /** The tokens of a whole document that is skipped; the buffer is not copied. */
  public static JsonTokens passing(ByteBuffer document, Limits limits) {
    JsonTokens tokens = new JsonTokens(limits, Window.over(document), true, true);
    tokens.end();
    return tokens;
  }

  /**
   * Adds a chunk, after {@link #next} has returned {@link #NEED_INPUT} or while {@link
   * #laterMembers} returns no result; the chunk is copied.
   *
   * @throws IllegalStateException if there are unread tokens
   */
  public void feed(ByteBuffer chunk) {
    if (supply.isUnread() && ahead == null && undecided == null) {
      throw new IllegalStateException("not all tokens of the previous chunk have been read");
    }
    supply.add(chunk);
    suspect = supply.hasSurrogates();
  }

  /** Ends the input. */
  public void end() {
    supply.end();
    allThere = true;
  }

  /** Ends the input with a failure: the tokens so far can be read, but not the end. */
  public void breakOff() {
    allThere = true;
  }

  /**
   * Moves to the next token.
   *
   * <p>The reader must check that there is one root value and how deeply values are nested; see
   * {@link #fault()} and {@link #tooDeep}.
   *
   * @return one of the constants of this class
   */
  public int next() {
    if (undecided != null) {
      return decide(undecided);
    }
    try {
      if (tokens >= nextCheck) {
        limitNames();
      }
      JsonParser source = parser;
      JsonToken token = source == null ? JsonToken.NOT_AVAILABLE : source.nextToken();
      if (token != null && token != JsonToken.NOT_AVAILABLE && ++tokens <= maxTokens) {
        int next = token.id(); // the parser's numbers are the constants of this class
        if (next == STRING && suspect && !isBehindRoot()) {
          requirePairs();
        } else if (next >= TRUE) {
          requireEnd();
        }
        return next;
      }
      return unusual(token);
    } catch (IOException e) {
      return decide(e);
    }
  }

  /** Fails with an error of the parser, once there are enough bytes to determine what it is. */
  private int decide(IOException error) {
    if (allThere || !diagnosis.endsWithinMarker()) {
      throw fault(error);
    }
    undecided = error;
    return NEED_INPUT;
  }

  /**
   * Replaces the parser's table of different names if it may be large: the table copies all long
   * names whenever it grows, so that its time grows with the square of their size.
   */
  private void limitNames() throws IOException {
    JsonParser current = parser;
    JsonToken token = current == null ? null : current.currentToken();
    if (current == null
        || token == null
        || token == JsonToken.NOT_AVAILABLE
        || token == JsonToken.FIELD_NAME) {
      return; // the parser is within a token or a member
    }
    nextCheck = tokens + BETWEEN_CHECKS;
    if (names() - namesBefore <= FEW_NAMES) {
      return;
    }
    long bytes = current.currentLocation().getByteOffset();
    long more = bytes - bytesBefore;
    if (more > LONG * (tokens - tokensBefore) || more > MANY_BYTES) {
      parser =
          current instanceof WholeParser wholeParser
              ? wholeParser.renewed()
              : supply.renewed((FedParser) current);
      namesBefore = 0;
      tokensBefore = tokens;
      bytesBefore = bytes;
    }
  }

  private int names() {
    return parser instanceof WholeParser wholeParser
        ? wholeParser.names()
        : parser instanceof FedParser fedParser ? fedParser.names() : 0;
  }

  private int unusual(@Nullable JsonToken token) throws IOException {
    if (token == null) {
      return END;
    }
    if (token != JsonToken.NOT_AVAILABLE) {
      throw diagnosis.exceeded(
          Limit.TOKENS, "more than " + Quantity.of(maxTokens, "token"), offset());
    }
    if (parser == null ? !open() : !supply.give()) {
      return NEED_INPUT;
    }
    int next = next();
    if (passing && !whole && next != NEED_INPUT && next != END && offset() - passed >= STEP) {
      pass();
    }
    return next;
  }

  /** Whether the token is behind the root value, where the reader refuses any. */
  private boolean isBehindRoot() {
    return tokens > 1 && parser().getParsingContext().inRoot();
  }

  private void requirePairs() {
    if (PrintableText.hasLoneSurrogate(CharBuffer.wrap(chars(), charsOffset(), charsLength()))) {
      throw halfPair();
    }
  }

  /**
   * Refuses a literal directly followed by another byte, such as {@code null[}; each of the two
   * parsers accepts some of these.
   */
  private void requireEnd() {
    long end = parser().currentLocation().getByteOffset() + bias + (whole ? 0 : 1);
    int at = window.indexOf(end);
    if (at < window.end()) {
      int next = window.bytes()[at] & 0xFF;
      if (next >= '0' && next != ']' && next != '}') {
        throw fault();
      }
    }
  }

  private boolean open() throws IOException {
    parser = supply.open();
    namesBefore = names();
    bias = supply.bias();
    // few bytes of a whole document are read as tokens, so only their strings are checked
    suspect = whole ? passing : supply.hasSurrogates();
    return parser != null;
  }

  /**
   * The bytes after the current token, from which the next member or element of the innermost open
   * container can be read without tokens; null if they are not all at hand, or the parser is within
   * a value.
   *
   * <p>Unless {@link #isFirst()}, a comma comes before that member or element. If it is read from
   * these bytes, {@link #skipPart} must be called afterwards; otherwise, nothing need be called.
   */
  public @Nullable LaneBytes lane() {
    if (!(parser instanceof WholeParser source) || !source.isBetweenParts()) {
      return null;
    }
    LaneBytes bytes = lane;
    if (bytes == null) {
      bytes = new LaneBytes(window.bytes(), window.start(), window.end());
      lane = bytes;
    }
    bytes.begin(source.position());
    return bytes;
  }

  /** Whether no member or element of the container that is open has been read. */
  public boolean isFirst() {
    return parser instanceof WholeParser source && !source.isBehindPart();
  }

  /**
   * Continues after the member or element that was read, which ends where the {@link #lane} is now.
   *
   * @param count how many tokens it has
   * @return whether that was done; if not, it exceeds the limit of tokens and must be read token by
   *     token
   */
  public boolean skipPart(long count) {
    if (tokens + count > maxTokens || !(parser instanceof WholeParser source) || lane == null) {
      return false;
    }
    tokens += count;
    source.skipPart(lane.at());
    lane.finish();
    if (lane.lineStart() > 0) {
      window.lines.know(window, window.offsetOf(lane.lineStart()), lane.lines() + 1);
    }
    return true;
  }

  /** Offset in the document of a byte of the {@link #lane}. */
  public long offsetOf(int index) {
    return window.offsetOf(index);
  }

  /** The current member name. */
  public String name() {
    try {
      String name = parser().currentName();
      return name == null ? "" : name;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** The characters of the current string, valid until the next token; must not be changed. */
  public char[] chars() {
    try {
      return parser().getTextCharacters();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** The index in {@link #chars} at which the string begins. */
  public int charsOffset() {
    try {
      return parser().getTextOffset();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** The number of characters of the current string or number. */
  public int charsLength() {
    try {
      return parser().getTextLength();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /**
   * The current number: a Long or BigInteger for an {@link #INTEGER}; for a {@link #DECIMAL} a
   * Double, or a BigDecimal if a Double would lose digits. A decimal beyond the range of doubles is
   * an infinite Double.
   */
  public Number number() {
    try {
      return Numbers.of(parser());
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** The offset in the document of the first byte of the current token. */
  public long offset() {
    JsonParser current = parser();
    long offset =
        current instanceof WholeParser over
            ? over.tokenOffset()
            : current instanceof FedParser fed
                ? fed.tokenOffset()
                : current.currentTokenLocation().getByteOffset();
    return offset + bias;
  }

  /**
   * Marks the current token: the bytes before it can be dropped.
   *
   * @return its offset
   */
  public long mark() {
    long offset = offset();
    if (!whole) {
      diagnosis.mark(parser());
      window.mark(offset);
    }
    return offset;
  }

  /** Drops the bytes before the current token, and older marks. */
  private void pass() {
    passed = offset();
    diagnosis.mark(parser());
    window.pass(passed);
  }

  /** The place of the current token. */
  public Place place() {
    return window.place(offset());
  }

  /**
   * The place of a mark or of a buffered byte: of any byte after the last mark that was set before
   * the last chunk, or of any byte of a whole document.
   */
  public Place place(long offset) {
    return window.place(offset);
  }

  /** Keeps the place of the current value, whose name is the last mark. */
  public void noteValue() {
    if (!whole) {
      window.note(offset());
    }
  }

  /** The place of the value after a marked name, if it was noted or the document is whole. */
  public Place placeBehind(long nameOffset) {
    return whole ? placeWithin(nameOffset) : window.placeBehind(nameOffset);
  }

  /** The place of a value in a record whose bytes are buffered; see {@link ValueLocator}. */
  public Place placeWithin(long recordOffset, Object... path) {
    return window.place(locator.locate(recordOffset, path));
  }

  /** The place of a member's name within such a record; the path ends with that name. */
  public Place placeOfNameWithin(long recordOffset, Object... path) {
    return window.place(locator.locateName(recordOffset, path));
  }

  /** The offsets of names in a member of such a record; see {@link ValueLocator}. */
  public long[] offsetsOfNamesWithin(long recordOffset, String member, List<String> names) {
    return locator.locateNames(recordOffset, member, names);
  }

  /**
   * The offsets of the names of some members of a buffered object.
   *
   * @param object the offset of the object
   * @param members the numbers of the members, in ascending order
   */
  public long[] offsetsOfNames(long object, int[] members) {
    return locator.locateNames(object, members);
  }

  /** The offset of the member name before the current value. */
  public long offsetOfName() {
    return ValueLocator.nameBefore(window, offset());
  }

  /**
   * Searches the object around the current value, which begins a container, for members with these
   * names that come after that value and before any error. The result has, for each name found, the
   * number of its last member, where 1 is the next member, or 0 if the value of that member is not
   * an object. Empty if more bytes are needed; until the result is known, no token may be read, and
   * chunks may be fed.
   *
   * @param end the name of a member of any value that ends the search, found like the others
   * @param names the names of the members
   * @param nesting the maximum number of open containers
   */
  public Optional<Map<String, Integer>> laterMembers(String end, Set<String> names, long nesting) {
    LaterMember looking = ahead;
    if (looking == null) {
      looking = new LaterMember(end, names, limits, nesting, offset());
      ahead = looking;
    }
    Optional<Map<String, Integer>> found = looking.look(window, allThere);
    if (found.isPresent()) {
      workAhead += looking.work();
      ahead = null;
    }
    return found;
  }

  private WorkflowException fault(@Nullable Throwable cause) {
    return diagnosis.fault(parser == null ? window.startOffset() : offset(), cause);
  }

  /** The failure for errors that the parser accepts: a second root value, or none. */
  public WorkflowException fault() {
    return fault(null);
  }

  /** Whether the failure that ended the tokens is at a slash, which begins a comment. */
  public boolean isAtComment() {
    return diagnosis.isAtComment();
  }

  /** The name of the member whose value was expected at that slash; empty if there is none. */
  public String memberAtComment() {
    return diagnosis.memberAtComment();
  }

  /** The failure for a lone surrogate in the current name or string, or in the name before it. */
  public WorkflowException halfPair() {
    return diagnosis.halfPair(parser(), offset());
  }

  /** The failure for a container that is one level too deep. */
  public WorkflowException tooDeep(int depth) {
    return diagnosis.exceeded(Limit.NESTING, Quantity.of(depth, "level") + " of nesting", offset());
  }

  /** The number of bytes parsed, reread or copied, plus the number of tokens. */
  long work() {
    long now = ahead == null ? 0 : ahead.work();
    return tokens + supply.given() + window.work() + workAhead + now;
  }

  /** The number of buffered bytes. */
  int held() {
    return window.end() - window.start();
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
    if (source != null && names() < SHARED_NAMES) { // else they would burden all other documents
      try {
        source.close();
      } catch (IOException e) {
        throw new IllegalStateException("reading from an array cannot fail", e);
      }
    }
  }
}
