package dev.sluice.json;

import dev.sluice.json.LaneBytes.StepBack;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Passes over values of a document without building anything: what a skeleton does not show.
 *
 * <p>One loop with its state in local variables, and a bit for each open container: a call for each
 * value would cost more than most values do. It rejects nothing: where the parser might not accept
 * a byte, it steps back, and the part is read from tokens.
 */
public final class LaneSkip {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOP_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private final LaneBytes cursor;
  private final byte[] bytes;
  private final int end;
  private long count;

  /** Passes over the values that follow a cursor. */
  public LaneSkip(LaneBytes cursor) {
    this.cursor = cursor;
    this.bytes = cursor.array();
    this.end = cursor.end();
  }

  /** How many tokens the value passed last has. */
  public long count() {
    return count;
  }

  /**
   * Passes over the value that begins at the cursor.
   *
   * @param room how many containers may be open in it
   */
  public void value(int room) throws StepBack {
    int deepest = Math.min(room, Long.SIZE);
    int at = cursor.at();
    int depth = 0;
    long objects = 0; // the lowest bit is that of the innermost container
    long tokens = 0;
    while (true) {
      byte first = at < end ? bytes[at] : 0;
      if (first == '"') {
        at = behindString(at + 1);
        tokens++;
      } else if (first == '{' || first == '[') {
        if (++depth > deepest) {
          throw LaneBytes.stepBack();
        }
        tokens += 2;
        objects = objects << 1 | (first == '{' ? 1 : 0);
        at = behindBlanks(at + 1);
        if (bytes[at] != (first == '{' ? '}' : ']')) {
          if (first == '{') {
            at = behindName(at);
            tokens++;
          }
          continue;
        }
      } else {
        at = behindScalar(at, first);
        tokens++;
      }
      while (true) {
        if (depth == 0) {
          count = tokens;
          cursor.skipTo(at);
          return;
        }
        at = behindBlanks(at);
        byte next = bytes[at++];
        if (next == ',') {
          at = behindBlanks(at);
          if ((objects & 1) != 0) {
            at = behindName(at);
            tokens++;
          }
          break;
        }
        if (next != ((objects & 1) != 0 ? '}' : ']')) {
          throw LaneBytes.stepBack();
        }
        depth--;
        objects >>>= 1;
      }
    }
  }

  /** The first byte of the value behind a name and its colon. */
  private int behindName(int from) throws StepBack {
    if (bytes[from] != '"') {
      throw LaneBytes.stepBack();
    }
    int at = behindString(from + 1);
    if (at >= end || bytes[at] != ':') {
      at = behindBlanks(at);
      if (bytes[at] != ':') {
        throw LaneBytes.stepBack();
      }
    }
    return behindBlanks(at + 1);
  }

  /** The first byte from an index on that is not blank. */
  private int behindBlanks(int from) throws StepBack {
    int at = from;
    while (at < end) {
      byte next = bytes[at];
      if (next > ' ') {
        return at;
      }
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        throw LaneBytes.stepBack();
      }
      at = LaneBytes.behindSpaces(bytes, at + 1, end);
    }
    throw LaneBytes.stepBack();
  }

  /** The index after the quote that ends the string that begins at an index. */
  private int behindString(int from) throws StepBack {
    int at = from;
    while (at + Long.BYTES <= end) {
      long word = (long) WORDS.get(bytes, at);
      long quotes = word ^ QUOTES;
      long backslashes = word ^ BACKSLASHES;
      long stops =
          (((quotes - ONES) & ~quotes)
                  | ((backslashes - ONES) & ~backslashes)
                  | ((word - SPACES) & ~word)
                  | word)
              & TOP_BITS;
      if (stops != 0) {
        at += Long.numberOfTrailingZeros(stops) >>> 3;
        return bytes[at] == '"' ? at + 1 : behindAnyString(from);
      }
      at += Long.BYTES;
    }
    return behindAnyString(from);
  }

  private int behindAnyString(int from) throws StepBack {
    cursor.moveTo(from - 1);
    cursor.string();
    return cursor.at();
  }

  private int behindScalar(int at, byte first) throws StepBack {
    cursor.moveTo(at);
    switch (first) {
      case 't' -> cursor.literal("true");
      case 'f' -> cursor.literal("false");
      case 'n' -> cursor.literal("null");
      default -> cursor.number();
    }
    return cursor.at();
  }
}
