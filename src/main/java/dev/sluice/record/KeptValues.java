package dev.sluice.record;

import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.value.ShapedMap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a definition that have been checked but not built. They are copied from the
 * document without names and blanks, and built when they are asked for.
 *
 * <p>A comma follows each value. The bytes are in blocks, so that growing copies nothing; an
 * address is the number of a block and an index in it. One thread adds the values; after that, any
 * thread may read them.
 */
final class KeptValues implements ShapedMap.Unread {

  private static final int SHIFT = 14;
  private static final int LARGEST = 1 << SHIFT;
  private static final int SMALLEST = 1 << 8;

  /** As many as an address can number; a document of half a gigabyte may have more. */
  private static final int MOST_BLOCKS = 1 << (Integer.SIZE - SHIFT);

  /** Longer records have a block of their own, so that little of a block stays unused. */
  private static final int LONG_RECORD = LARGEST / 8;

  /** Longer values are copied in the usual way. */
  private static final int SHORT = 64;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The share of a document that usually has to be kept. */
  private static final int SHARE = 4;

  private final int most;
  private byte[][] blocks = new byte[4][];
  private int count;

  /** The block that short records are added to, or -1 if there is none yet. */
  private int current = -1;

  private int used;

  /* For reading: the block read last, and what reads it. */
  private LaneBytes cursor = LaneBytes.NONE;
  private @Nullable LaneValues values;

  KeptValues() {
    this(MOST_BLOCKS);
  }

  /** Values in at most this number of blocks. */
  KeptValues(int most) {
    this.most = most;
  }

  /** Where values begin and end in a document; the span from 0 to 0 is that of a known value. */
  static final class Spans {
    private int[] ends = new int[32];
    private int size;

    /** How many bytes the values take at most. */
    private int room;

    void clear() {
      size = 0;
      room = 0;
    }

    void add(int from, int to) {
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, 2 * size);
      }
      ends[size] = from;
      ends[size + 1] = to;
      size += 2;
      room += to - from + 1;
    }
  }

  /**
   * Adds the values of an object, and returns their address.
   *
   * @param json the document
   * @param left how many bytes of it have not been read
   * @throws StepBack if there are too many values: the record is built instead
   */
  int add(byte[] json, Spans spans, int left) throws StepBack {
    int room = spans.room;
    if (room > LONG_RECORD) {
      byte[] own = new byte[room];
      int end = copy(json, spans, own, 0);
      return addBlock(end == room ? own : Arrays.copyOf(own, end)) << SHIFT;
    }
    if (current < 0 || used + room > blocks[current].length) {
      int length = Math.max(SMALLEST, Math.min(left / SHARE, LARGEST));
      current = addBlock(new byte[Math.max(length, room)]);
      used = 0;
    }
    int at = current << SHIFT | used;
    used = copy(json, spans, blocks[current], used);
    return at;
  }

  private int addBlock(byte[] block) throws StepBack {
    if (count == most) {
      throw LaneBytes.stepBack();
    }
    if (count == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * count);
    }
    blocks[count] = block;
    return count++;
  }

  private static int copy(byte[] json, Spans spans, byte[] block, int start) {
    int at = start;
    for (int i = 0; i < spans.size; i += 2) {
      int from = spans.ends[i];
      int to = spans.ends[i + 1];
      if (from < to) {
        byte first = json[from];
        if (first == '{' || first == '[') {
          at = copyPacked(json, from, to, block, at);
        } else {
          copy(json, from, to, block, at);
          at += to - from;
        }
      }
      block[at++] = ',';
    }
    return at;
  }

  /** Copies a short value by words, perhaps with bytes behind it that will be overwritten. */
  private static void copy(byte[] json, int from, int to, byte[] block, int at) {
    int length = to - from;
    int most = Math.min(json.length - from, block.length - at) - Long.BYTES;
    if (length > SHORT || length > most) {
      System.arraycopy(json, from, block, at, length);
      return;
    }
    for (int i = 0; i < length; i += Long.BYTES) {
      WORDS.set(block, at + i, (long) WORDS.get(json, from + i));
    }
  }

  /** Copies a list or an object without the blanks between its tokens. */
  private static int copyPacked(byte[] json, int from, int to, byte[] block, int start) {
    int at = start;
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      byte next = json[i];
      if (quoted && next == '\\') {
        block[at++] = next;
        next = json[++i];
      } else if (next == '"') {
        quoted = !quoted;
      } else if (!quoted && (next == ' ' || next == '\n' || next == '\r' || next == '\t')) {
        i = LaneBytes.behindSpaces(json, i + 1, to) - 1;
        continue;
      }
      block[at++] = next;
    }
    return at;
  }

  /** Equal values each time, but not the same ones; null for those that are known. */
  @Override
  public synchronized @Nullable Object[] read(int at, int members) {
    byte[] block = blocks[at >>> SHIFT];
    if (cursor.array() != block) {
      cursor = LaneBytes.of(block);
    }
    LaneValues reading = values;
    if (reading == null) {
      reading = new LaneValues(new Uninspected());
      values = reading;
    }
    cursor.moveTo(at & (LARGEST - 1));
    reading.begin(cursor, UnreadValues.DEEPEST);
    try {
      return reading.listed(members);
    } catch (StepBack e) {
      throw new IllegalStateException("kept values cannot be read", e);
    } finally {
      if (block.length > LARGEST) { // what reads it has grown with it
        values = null;
        cursor = LaneBytes.NONE;
      }
    }
  }

  @Override
  public ShapedMap.Text text(int at) {
    return new ShapedMap.Text(blocks[at >>> SHIFT], at & (LARGEST - 1));
  }

  @Override
  public int size() {
    int size = 0;
    for (int i = 0; i < count; i++) {
      size += blocks[i].length;
    }
    return size;
  }
}
