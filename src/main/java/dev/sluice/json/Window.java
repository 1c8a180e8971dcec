package dev.sluice.json;

import dev.sluice.model.Place;
import java.nio.ByteBuffer;

/** The buffered part of a document; converts byte offsets to lines and columns. */
abstract sealed class Window permits WholeWindow, GrowingWindow {

  /** The lines of the buffered bytes. */
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

  /** The window of a whole document; the array is not copied. */
  static Window over(ByteBuffer document) {
    int start = document.arrayOffset() + document.position();
    return new WholeWindow(document.array(), start, start + document.remaining());
  }

  /** The empty window of a document that will arrive in chunks. */
  static Window growing() {
    return new GrowingWindow();
  }

  /**
   * Adds a chunk; bytes before the last mark may be dropped.
   *
   * @param beingRead whether a parser still reads the current array, which must then not change
   */
  abstract void append(ByteBuffer chunk, boolean beingRead);

  /** Drops blanks between tokens at the end, which have been read; offsets still count them. */
  abstract void shorten();

  /** Drops the bytes before a token, whose place stays known. */
  abstract void mark(long offset);

  /** Drops the bytes before a token, and all marks except this one and the one before. */
  abstract void pass(long offset);

  /** Keeps the place of a value, which follows the last marked name. */
  abstract void note(long offset);

  /** The place of an offset that is buffered or was marked. */
  abstract Place place(long offset);

  /** The place of the value after a marked name, buffered or noted. */
  abstract Place placeBehind(long nameOffset);

  /** The buffered bytes, from {@link #start()} to {@link #end()}. */
  final byte[] bytes() {
    return bytes;
  }

  /** The index of the first buffered byte. */
  final int start() {
    return start;
  }

  /** The index after the last buffered byte. */
  final int end() {
    return end;
  }

  /** The offset in the document of the first buffered byte. */
  final long startOffset() {
    return startOffset;
  }

  /** The offset in the document of the byte at an index. */
  long offsetOf(int index) {
    return startOffset + (index - start);
  }

  /** The index of the byte at an offset of the document. */
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

  /** Skips a byte order mark, which counts in offsets but not in columns. */
  final void skipByteOrderMark() {
    start += 3;
    startOffset += 3;
    lines.begin(startOffset);
  }

  /** The place of a buffered offset. */
  final Place placeAtHand(long offset) {
    LineCounter at = lines.at(this, offset);
    return new Place(at.line(), at.column(), offset);
  }

  /** Counts bytes that were reread or copied. */
  final void worked(int count) {
    work += count;
  }

  /** The number of bytes that were reread or copied. */
  final long work() {
    return work;
  }
}
