package dev.sluice.codec;

import java.nio.ByteBuffer;

/**
 * A cursor over the current compressed chunk that knows its offset in the source.
 *
 * <p>It divides the source into slices of 16 KiB, which do not depend on the chunks. The whole
 * output of a slice is decoded before the next slice is opened, so limits that compare output with
 * input take effect at the same byte every time. Slices of 4 KiB would cost gzip a tenth of its
 * speed.
 */
final class CompressedInput {

  static final int SLICE = 16 << 10;

  private final OutputMeter meter;
  private byte[] array = new byte[0];
  private int position;
  private int sliceEnd;
  private int chunkEnd;
  private long offset;
  private long sliceEndOffset = SLICE;

  CompressedInput(OutputMeter meter) {
    this.meter = meter;
  }

  /** Continues with another chunk; the previous one is consumed. */
  void take(ByteBuffer chunk) {
    array = chunk.array();
    position = chunk.arrayOffset() + chunk.position();
    sliceEnd = position;
    chunkEnd = chunk.arrayOffset() + chunk.limit();
  }

  /** Opens the chunk's next slice, or returns false if the chunk is consumed. */
  boolean openSlice() {
    if (position == chunkEnd) {
      return false;
    }
    long allowed = meter.compressedBound() - offset;
    if (allowed == 0) {
      throw meter.tooLong();
    }
    sliceEndOffset = (offset / SLICE + 1) * SLICE;
    long length = Math.min(Math.min(sliceEndOffset - offset, allowed), chunkEnd - position);
    sliceEnd = position + (int) length;
    return true;
  }

  /** The offset in the source at which the slice ends if the source is long enough. */
  long sliceEndOffset() {
    return sliceEndOffset;
  }

  /** The number of bytes that can be read now. */
  int available() {
    return sliceEnd - position;
  }

  /** The array that contains them. */
  byte[] array() {
    return array;
  }

  /** The index in the array at which they begin. */
  int position() {
    return position;
  }

  /** The offset in the source at which they begin. */
  long offset() {
    return offset;
  }

  /** Reads one byte as an unsigned number. */
  int read() {
    offset++;
    return array[position++] & 0xFF;
  }

  /** Skips bytes that were read from the array. */
  void skip(int bytes) {
    offset += bytes;
    position += bytes;
  }
}
