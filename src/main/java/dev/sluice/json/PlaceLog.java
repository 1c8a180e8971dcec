package dev.sluice.json;

import dev.sluice.column.ByteColumn;
import dev.sluice.model.Place;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A compact list of places in ascending order. Each is stored as its distance from the previous
 * one, mostly in two or three bytes. Every 64th is stored in full, so that a search need not begin
 * at the first.
 */
final class PlaceLog {

  private static final int EVERY = 64;

  private final ByteColumn steps = new ByteColumn();
  private Place[] heads = new Place[4];
  private long[] stepsOfHeads = new long[4];
  private int size;
  private long offset;
  private int line;
  private int column;

  int size() {
    return size;
  }

  /** Adds a place after all others. */
  void add(long nextOffset, int nextLine, int nextColumn) {
    if (size % EVERY == 0) {
      addHead(new Place(nextLine, nextColumn, nextOffset));
    } else {
      long distance = nextOffset - offset;
      boolean plain = nextLine == line && nextColumn - column == distance;
      write(distance << 1 | (plain ? 0 : 1));
      if (!plain) {
        write(nextLine - line);
        write(nextColumn);
      }
    }
    offset = nextOffset;
    line = nextLine;
    column = nextColumn;
    size++;
  }

  private void addHead(Place head) {
    int number = size / EVERY;
    if (number == heads.length) {
      heads = Arrays.copyOf(heads, 2 * number);
      stepsOfHeads = Arrays.copyOf(stepsOfHeads, 2 * number);
    }
    heads[number] = head;
    stepsOfHeads[number] = steps.size();
  }

  private void write(long number) {
    long left = number;
    for (; left > 0x7F; left >>>= 7) {
      steps.add(((int) left & 0x7F) | 0x80);
    }
    steps.add((int) left);
  }

  void clear() {
    steps.clear();
    size = 0;
  }

  /** The last place at or before an offset, or null if there is none. */
  @Nullable Place notBehind(long wanted) {
    int head = headNotBehind(wanted);
    if (head < 0) {
      return null;
    }
    Walk walk = new Walk(head);
    Place found = walk.place();
    while (walk.next() && walk.at <= wanted) {
      found = walk.place();
    }
    return found;
  }

  /** The place that was added after the one with this offset. */
  Place after(long known) {
    Walk walk = new Walk(headNotBehind(known));
    while (walk.at < known && walk.next()) {
      // not reached yet
    }
    walk.next();
    return walk.place();
  }

  private int headNotBehind(long wanted) {
    int low = 0;
    int high = (size + EVERY - 1) / EVERY;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (heads[middle].offset() <= wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Iterates over the places starting with one stored in full. */
  private final class Walk {
    private int number;
    private long step;
    private long at;
    private int line;
    private int column;

    Walk(int head) {
      number = head * EVERY;
      begin(head);
    }

    private void begin(int head) {
      step = stepsOfHeads[head];
      at = heads[head].offset();
      line = heads[head].line();
      column = heads[head].column();
    }

    boolean next() {
      if (number + 1 == size) {
        return false;
      }
      if (++number % EVERY == 0) {
        begin(number / EVERY);
        return true;
      }
      long distance = read();
      at += distance >>> 1;
      if ((distance & 1) == 0) {
        column += (int) (distance >>> 1);
      } else {
        line += (int) read();
        column = (int) read();
      }
      return true;
    }

    private long read() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        int next = steps.get(step++);
        number |= (long) (next & 0x7F) << shift;
        if (next <= 0x7F) {
          return number;
        }
      }
    }

    Place place() {
      return new Place(line, column, at);
    }
  }
}
