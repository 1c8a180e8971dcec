package dev.sluice.codec;

import java.nio.ByteBuffer;

/**
 * A cursor over the compressed chunk at hand, which knows where in the source it is.
 *
 * <p>It shows the source in slices of 16 KiB, the same ones however it is cut into chunks. All that
 * a slice expands to is decoded before the next one is opened, so limits that weigh output against
 * input strike at the same byte every time. Slices of 4 KiB cost gzip a tenth of its speed.
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

  /** Goes on with another chunk; the one before is used up. */
  void take(ByteBuffer chunk) {
    array = chunk.array();
    position = chunk.arrayOffset() + chunk.position();
    sliceEnd = position;
    chunkEnd = chunk.arrayOffset() + chunk.limit();
  }

  /** Shows the chunk's next slice, or returns false if the chunk is used up. */
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

  /** Where in the source the slice ends if the source is long enough. */
  long sliceEndOffset() {
    return sliceEndOffset;
  }

  /** How many bytes can be read now. */
  int available() {
    return sliceEnd - position;
  }

  /** The array that holds them. */
  byte[] array() {
    return array;
  }

  /** Where in the array they begin. */
  int position() {
    return position;
  }

  /** Where in the source they begin. */
  long offset() {
    return offset;
  }

  /** Reads one byte as an unsigned number. */
  int read() {
    offset++;
    return array[position++] & 0xFF;
  }

  /** Goes past bytes that were read from the array. */
  void skip(int bytes) {
    offset += bytes;
    position += bytes;
  }
}
