package dev.sluice.json;

import dev.sluice.value.ByteNames;
import dev.sluice.value.PlainText;
import dev.sluice.value.Shape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the bytes of a document for the fast lane, which reads values without tokens.
 *
 * <p>It rejects nothing: where the parser might not accept a byte, or might read it in another way,
 * it throws {@link StepBack}, and the part is read from tokens instead. What it reads has the same
 * value as the parser's.
 */
public final class LaneBytes {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOP_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  /** Thrown where a part must be read from tokens. */
  public static final class StepBack extends Exception {
    private static final long serialVersionUID = 1L;

    private StepBack() {
      super("this part must be read from tokens", null, false, false);
    }
  }

  /** The only instance: a document may cause it for every record, and it carries no state. */
  @SuppressWarnings("StaticAssignmentOfThrowable") // it has no trace that could be another's
  private static final StepBack STEP_BACK = new StepBack();

  /** The cursor over no bytes at all. */
  public static final LaneBytes NONE = new LaneBytes(new byte[0], 0, 0);

  private final byte[] bytes;
  private final int end;
  private @Nullable LaneText text;
  private int at;

  /* The lines that have been passed, unless there was a CR, or bytes were skipped otherwise. */
  private boolean isCounting = true;
  private int lines;
  private int lineStart;
  private int counted;
  private int linesCounted;

  /* What was marked. */
  private int markedAt;
  private int markedLines;
  private int markedLineStart;

  /* The number passed last: its digits, as far as they fit, and how many follow the point. */
  private long digits;
  private int places;
  private boolean hasExponent;

  LaneBytes(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.counted = at;
    this.end = end;
  }

  /** The exception to throw where a part must be read from tokens. */
  public static StepBack stepBack() {
    return STEP_BACK;
  }

  /** Another cursor over the same bytes. */
  public LaneBytes another() {
    return new LaneBytes(bytes, at, end);
  }

  /** A cursor over these bytes. */
  public static LaneBytes of(byte[] bytes) {
    return new LaneBytes(bytes, 0, bytes.length);
  }

  /** The array behind the cursor. */
  public byte[] array() {
    return bytes;
  }

  /** The index after the last byte. */
  int end() {
    return end;
  }

  /** Index of the byte the cursor is at. */
  public int at() {
    return at;
  }

  /** Moves to an index. */
  public void moveTo(int index) {
    at = index;
  }

  /**
   * Begins with a part of the document at an index; the bytes behind the last part that was
   * {@linkplain #finish finished} have been read otherwise.
   */
  void begin(int index) {
    if (index > counted && isCounting) {
      LineCounter between = new LineCounter();
      between.advance(bytes, counted, index);
      linesCounted += between.line() - 1;
      counted = index;
    }
    lines = linesCounted;
    lineStart = 0;
    at = index;
  }

  /** Marks where the cursor is, for {@link #reset}. */
  public void mark() {
    markedAt = at;
    markedLines = lines;
    markedLineStart = lineStart;
  }

  /** Moves back to the mark; the lines behind it will be counted again. */
  public void reset() {
    at = markedAt;
    lines = markedLines;
    lineStart = markedLineStart;
  }

  /** Ends a part: the lines in it have been counted. */
  void finish() {
    linesCounted = lines;
    counted = at;
  }

  /** The index at which the last line of the part begins; 0 if that is not known. */
  int lineStart() {
    return isCounting ? lineStart : 0;
  }

  /** The number of line breaks before the {@link #lineStart}. */
  int lines() {
    return lines;
  }

  /** Moves to an index, without counting the lines before it; they are never counted again. */
  void skipTo(int index) {
    isCounting = false;
    at = index;
  }

  /** Passes over one byte. */
  public void pass() {
    at++;
  }

  /** Skips blanks and returns the byte after them. */
  public byte next() throws StepBack {
    if (at < end) {
      byte next = bytes[at];
      if (next > ' ') {
        return next;
      }
      if (next == ' ' && at + 1 < end && bytes[at + 1] > ' ') {
        return bytes[++at];
      }
    }
    return behindBlanks();
  }

  private byte behindBlanks() throws StepBack {
    int next = at;
    while (next < end) {
      byte found = bytes[next];
      if (found == '\n') {
        lines++;
        lineStart = next + 1;
      } else if (found == '\r') {
        isCounting = false;
      } else if (found != ' ' && found != '\t') {
        at = next;
        return found;
      }
      next = behindSpaces(next + 1);
    }
    throw STEP_BACK;
  }

  private int behindSpaces(int from) {
    return behindSpaces(bytes, from, end);
  }

  /** The index after the spaces, as far as they are in whole words of eight bytes. */
  public static int behindSpaces(byte[] bytes, int from, int end) {
    int next = from;
    while (next + Long.BYTES <= end) {
      long others = (long) WORDS.get(bytes, next) ^ SPACES;
      if (others != 0) {
        return next + (Long.numberOfTrailingZeros(others) >>> 3);
      }
      next += Long.BYTES;
    }
    return next;
  }

  /** Skips the colon after a name and blanks around it; returns the first byte of the value. */
  public byte behindColon() throws StepBack {
    expect(':');
    return next();
  }

  /** Skips blanks and one expected byte. */
  public void expect(char wanted) throws StepBack {
    if (next() != wanted) {
      throw STEP_BACK;
    }
    at++;
  }

  /** Passes over a literal name. */
  public void literal(String name) throws StepBack {
    int length = name.length();
    if (at + length > end) {
      throw STEP_BACK;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != name.charAt(i)) {
        throw STEP_BACK;
      }
    }
    at += length;
    requireDelimiter(byteAt(at));
  }

  /**
   * Passes over a string of plain ASCII characters.
   *
   * @return index of the quote that ends it; -1 if it has an escape or a character beyond ASCII, or
   *     is not a string: the cursor then stays where it is
   */
  public int plainString() throws StepBack {
    if (at >= end || bytes[at] != '"') {
      throw STEP_BACK;
    }
    int next = at + 1;
    while (next + Long.BYTES <= end) {
      long stops = stops((long) WORDS.get(bytes, next));
      if (stops != 0) {
        return endOfPlain(next + (Long.numberOfTrailingZeros(stops) >>> 3));
      }
      next += Long.BYTES;
    }
    while (next < end && stops((bytes[next] & 0xFF) | (SPACES << Byte.SIZE)) == 0) {
      next++;
    }
    return endOfPlain(next);
  }

  private int endOfPlain(int stop) {
    if (stop >= end || bytes[stop] != '"') {
      return -1;
    }
    at = stop + 1;
    return stop;
  }

  /**
   * Sets the top bit of each of eight bytes that is a quote, a backslash, a control character or
   * not ASCII. Only the lowest set bit is exact; higher ones may be false positives. For the tests
   * for a zero byte and for a smaller byte, see H. S. Warren, Hacker's Delight, section 6-1.
   */
  private static long stops(long word) {
    long quotes = word ^ QUOTES;
    long backslashes = word ^ BACKSLASHES;
    return (((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes)
            | ((word - SPACES) & ~word)
            | word)
        & TOP_BITS;
  }

  /** The text of a plain string, from its first byte to the quote that ends it. */
  public String ascii(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /**
   * Moves from behind a value of an object, or from behind the brace that begins it, to the value
   * of the next member.
   *
   * @param before the names before it in the object
   * @return the shape with its name; null if the object ends instead, behind whose brace the cursor
   *     is then. It steps back if the name is a duplicate, or the shapes are full
   */
  public @Nullable Shape member(Shape before, ByteNames pool) throws StepBack {
    Shape guess = before.guess();
    PlainText lead = guess == null ? null : guess.lead();
    if (lead != null && lead.stands(bytes, at, end)) {
      if (lead.lines() > 0) {
        lines += lead.lines();
        lineStart = at + lead.lastLine();
      }
      at += lead.length();
      return guess;
    }
    return otherMember(before, pool);
  }

  private @Nullable Shape otherMember(Shape before, ByteNames pool) throws StepBack {
    int from = at;
    if (next() == '}') {
      at++;
      return null;
    }
    if (before.size() > 0) {
      expect(',');
      next();
    }
    Shape found = name(before, pool);
    behindColon();
    found.lead(bytes, from, at);
    return found;
  }

  private Shape name(Shape before, ByteNames pool) throws StepBack {
    Shape guess = before.guess();
    if (guess != null && at < end && bytes[at] == '"' && guess.stands(bytes, at + 1, end)) {
      at += guess.width() + 2;
      return guess;
    }
    int from = at + 1;
    int to = plainString();
    Shape next = before.with(to < 0 ? string() : pool.of(from, to));
    if (next == null) {
      throw STEP_BACK;
    }
    return next;
  }

  /** Reads any string, decoded. */
  public String string() throws StepBack {
    LaneText decoder = text;
    if (decoder == null) {
      decoder = new LaneText(bytes, end);
      text = decoder;
    }
    String found = decoder.read(at + 1);
    at = decoder.at();
    return found;
  }

  private byte byteAt(int index) throws StepBack {
    if (index >= end) {
      throw STEP_BACK;
    }
    return bytes[index];
  }

  /**
   * Passes over a number.
   *
   * @return how many bytes it has, negative for a decimal
   */
  public int number() throws StepBack {
    int from = at;
    int next = byteAt(from) == '-' ? from + 1 : from;
    digits = 0;
    places = 0;
    hasExponent = false;
    int whole = behindDigits(next);
    if (whole == next || (bytes[next] == '0' && whole > next + 1)) {
      throw STEP_BACK;
    }
    next = whole;
    if (next < end && bytes[next] == '.') {
      next = behindSomeDigits(next + 1);
      places = next - whole - 1;
    }
    if (next < end && (bytes[next] | 0x20) == 'e') {
      hasExponent = true;
      next++;
      byte sign = byteAt(next);
      next = behindSomeDigits(sign == '-' || sign == '+' ? next + 1 : next);
    }
    requireDelimiter(byteAt(next));
    at = next;
    return next == whole ? next - from : from - next;
  }

  private int behindSomeDigits(int from) throws StepBack {
    int behind = behindDigits(from);
    if (behind == from) {
      throw STEP_BACK;
    }
    return behind;
  }

  private int behindDigits(int from) {
    int next = from;
    long value = digits;
    while (next < end && bytes[next] >= '0' && bytes[next] <= '9') {
      value = 10 * value + (bytes[next++] - '0');
    }
    digits = value;
    return next;
  }

  /** Steps back where a literal or a number is directly followed by another byte. */
  private static void requireDelimiter(byte next) throws StepBack {
    if (next < 0 || (next > ' ' && next != ',' && next != '}' && next != ']')) {
      throw STEP_BACK;
    }
  }

  /** Whether the number passed last, with this result, has no exponent and few digits. */
  public boolean isPlainNumber(int length) {
    return !hasExponent && Numbers.isShort(length);
  }

  /** The number of this length just passed over, with the value that its token would have. */
  public Number number(int length) {
    int from = at - Math.abs(length);
    if (!isPlainNumber(length)) {
      return Numbers.parsed(bytes, from, at);
    }
    boolean negative = bytes[from] == '-';
    if (length < 0) {
      return Numbers.decimal(digits, places, negative);
    }
    return negative ? -digits : digits;
  }
}
