package dev.sluice.cli.report;

import dev.sluice.model.Place;
import dev.sluice.text.SecretSpans;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Extracts the passages around places from a document that arrives in chunks, with secrets hidden;
 * holds little more than one chunk.
 */
final class PassageFinder {

  /** The maximum number of bytes of a line before and after a place. */
  static final int REACH = 512;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final List<Place> places;
  private final long[] offsets;
  private final SecretSpans secrets = new SecretSpans(this::isNear);
  private final List<Passage> found = new ArrayList<>();
  private byte[] window = new byte[0];
  private long start;

  /** The number of characters before the byte {@code counted}. */
  private long chars;

  private long counted;

  /** Finds places in ascending order of their offsets. */
  PassageFinder(List<Place> places) {
    this.places = places;
    offsets = places.stream().mapToLong(Place::offset).toArray();
  }

  /** Whether all places have been found, and the secrets around them are known. */
  boolean isDone() {
    return hasAll() && secrets.isSettled();
  }

  private boolean hasAll() {
    return found.size() == places.size();
  }

  /** Whether a passage contains a byte between two offsets; the second is excluded. */
  private boolean isNear(long from, long to) {
    int index = Arrays.binarySearch(offsets, from - REACH);
    int first = index < 0 ? -index - 1 : index;
    return first < offsets.length && offsets[first] <= to + REACH;
  }

  /** The passages found so far, for the first places; complete after {@link #finish}. */
  List<Passage> found() {
    return found;
  }

  /** Processes the next chunk. */
  void take(ByteBuffer chunk) {
    secrets.take(chunk);
    int held = window.length;
    window = Arrays.copyOf(window, held + chunk.remaining());
    chunk.get(window, held, window.length - held);
    while (!hasAll() && offset() + REACH < end()) {
      found.add(cut());
    }
    forget(window.length - 2 * REACH);
  }

  /** Processes the end of the document. */
  void finish() {
    while (!hasAll() && offset() <= end()) {
      found.add(cut());
    }
    secrets.finish();
    for (int i = 0; i < found.size(); i++) {
      found.set(i, found.get(i).masked(secrets, offsets[i]));
    }
  }

  private long offset() {
    return places.get(found.size()).offset();
  }

  private long end() {
    return start + window.length;
  }

  private void forget(int bytes) {
    if (bytes > 0) {
      countTo(start + bytes);
      window = Arrays.copyOfRange(window, bytes, window.length);
      start += bytes;
    }
  }

  private Passage cut() {
    countTo(offset());
    int at = (int) (offset() - start);
    int from = at;
    while (from > 0 && at - from < REACH && !isLineEnd(window[from - 1])) {
      from--;
    }
    boolean cutBefore = start + from > 0 && !(from > 0 && isLineEnd(window[from - 1]));
    while (cutBefore && from < at && isWithinCharacter(window[from])) {
      from++;
    }
    if (start + from == 0 && at >= BYTE_ORDER_MARK.length && beginsWithMark()) {
      from = BYTE_ORDER_MARK.length;
    }
    int to = at;
    while (to < window.length && to - at < REACH && !isLineEnd(window[to])) {
      to++;
    }
    boolean cutAfter = to < window.length && !isLineEnd(window[to]);
    while (cutAfter && to > at && isWithinCharacter(window[to])) {
      to--;
    }
    return new Passage(Arrays.copyOfRange(window, from, to), at - from, cutBefore, cutAfter, chars);
  }

  private void countTo(long offset) {
    if (counted == 0 && start == 0 && beginsWithMark() && offset >= BYTE_ORDER_MARK.length) {
      counted = BYTE_ORDER_MARK.length;
    }
    for (; counted < offset; counted++) {
      if (!isWithinCharacter(window[(int) (counted - start)])) {
        chars++;
      }
    }
  }

  private boolean beginsWithMark() {
    int length = BYTE_ORDER_MARK.length;
    return window.length >= length && Arrays.equals(window, 0, length, BYTE_ORDER_MARK, 0, length);
  }

  private static boolean isLineEnd(byte next) {
    return next == '\n' || next == '\r';
  }

  private static boolean isWithinCharacter(byte next) {
    return (next & 0xC0) == 0x80;
  }
}
