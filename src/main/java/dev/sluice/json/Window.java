package dev.sluice.json;

import dev.sluice.model.Place;
import java.nio.ByteBuffer;

/**
 * The part of a document whose bytes are still at hand, and the way from a byte offset to a line
 * and column.
 */
abstract sealed class Window permits WholeWindow, GrowingWindow {

  /** The lines of the bytes at hand. */
  final Lines lines = new Lines();

  private byte[] bytes;
  private int start;
  private int end;
  private long startOffset;
  private long work;

  Window(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** The window of a document that is there as a whole; the array is not copied. */
  static Window over(ByteBuffer document) {
    int start = document.arrayOffset() + document.position();
    return new WholeWindow(document.array(), start, start + document.remaining());
  }

  /** The empty window of a document that will arrive in chunks. */
  static Window growing() {
    return new GrowingWindow();
  }

  /**
   * Adds a chunk; what lies before the last mark may be dropped.
   *
   * @param beingRead whether somebody reads the array from before, which then stays as it is
   */
  abstract void append(ByteBuffer chunk, boolean beingRead);

  /** Lets go of blanks at the end, which separate tokens and have been read; they still count. */
  abstract void shorten();

  /** Lets go of the bytes before a token, whose place stays known. */
  abstract void mark(long offset);

  /** Lets go of the bytes before a token, and of every mark but this one and the one before. */
  abstract void pass(long offset);

  /** Keeps the place of the value that the name marked last stands before. */
  abstract void note(long offset);

  /** The place of an offset that is at hand or was marked. */
  abstract Place place(long offset);

  /** The place of the value behind a marked name, at hand or noted. */
  abstract Place placeBehind(long nameOffset);

  /** The bytes at hand, from {@link #start()} to {@link #end()}. */
  final byte[] bytes() {
    return bytes;
  }

  /** Index of the first byte at hand. */
  final int start() {
    return start;
  }

  /** Index after the last byte at hand. */
  final int end() {
    return end;
  }

  /** Offset in the document of the first byte at hand. */
  final long startOffset() {
    return startOffset;
  }

  /** Offset in the document of the byte at an index. */
  long offsetOf(int index) {
    return startOffset + (index - start);
  }

  /** Index of the byte at an offset of the document. */
  int indexOf(long offset) {
    return start + (int) (offset - startOffset);
  }

  /** Moves the window; {@code newStart} is the index of the byte at {@code newStartOffset}. */
  final void move(byte[] newBytes, int newStart, int newEnd, long newStartOffset) {
    bytes = newBytes;
    start = newStart;
    end = newEnd;
    startOffset = newStartOffset;
  }

  /** Skips a byte order mark, which counts in offsets and not in columns. */
  final void skipByteOrderMark() {
    start += 3;
    startOffset += 3;
    lines.begin(startOffset);
  }

  /** The place of an offset at hand. */
  final Place placeAtHand(long offset) {
    LineCounter at = lines.at(this, offset);
    return new Place(at.line(), at.column(), offset);
  }

  /** Takes note that so many bytes were looked at once more, or copied. */
  final void worked(int count) {
    work += count;
  }

  /** How many bytes were looked at once more, or copied. */
  final long work() {
    return work;
  }
}
