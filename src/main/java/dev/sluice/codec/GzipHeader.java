package dev.sluice.codec;

import dev.sluice.text.Quantity;
import java.util.zip.CRC32;

/**
 * The header of a gzip member, read byte by byte (RFC 1952, section 2.3).
 *
 * <pre>
 *   ID1 ID2 CM FLG MTIME(4) XFL OS | XLEN(2) extra | name 0 | comment 0 | CRC16(2)
 *                                    FEXTRA          FNAME    FCOMMENT    FHCRC
 * </pre>
 */
final class GzipHeader {

  /** The maximum length of name, comment and extra field, which are ignored. */
  static final int MAX_OPTIONAL = 64 << 10;

  private static final int FHCRC = 0x02;
  private static final int FEXTRA = 0x04;
  private static final int FNAME = 0x08;
  private static final int FCOMMENT = 0x10;
  private static final int RESERVED = 0xE0;

  /** The part that the next byte belongs to. */
  private enum Part {
    /** The ten bytes every header has. */
    FIXED,
    /** The length of the extra field, low byte first. */
    EXTRA_LENGTH,
    /** The extra field. */
    EXTRA,
    /** The name of the compressed file, up to a zero byte. */
    NAME,
    /** The comment, up to a zero byte. */
    COMMENT,
    /** The low half of the CRC-32 of all bytes before, low byte first. */
    CHECKSUM,
    /** Nothing: the header is complete. */
    NONE
  }

  private final CRC32 crc = new CRC32();
  private Part part = Part.FIXED;
  private int index;
  private int flags;
  private int number;
  private int optional;

  /** Begins a new header. */
  void reset() {
    crc.reset();
    enter(Part.FIXED);
    flags = 0;
    optional = 0;
  }

  /** Reads the header from the slice; returns whether it is complete. */
  boolean read(CompressedInput input) {
    while (part != Part.NONE && input.available() > 0) {
      long offset = input.offset();
      accept(input.read(), offset);
    }
    return part == Part.NONE;
  }

  private void accept(int next, long offset) {
    if (part != Part.CHECKSUM) {
      crc.update(next);
    }
    switch (part) {
      case FIXED -> fixed(next, offset);
      case EXTRA_LENGTH -> {
        if (number(next)) {
          enter(number == 0 ? after(Part.EXTRA) : Part.EXTRA);
        }
      }
      case EXTRA -> {
        countOptional(offset);
        if (++index == number) {
          enter(after(Part.EXTRA));
        }
      }
      case NAME, COMMENT -> {
        countOptional(offset);
        if (next == 0) {
          enter(after(part));
        }
      }
      case CHECKSUM -> {
        if (number(next)) {
          checksum(offset);
        }
      }
      default -> throw new IllegalStateException("the header is complete");
    }
  }

  private void fixed(int next, long offset) {
    switch (index) {
      case 0 -> require(next, 0x1F, "the byte 0x1F of a gzip header", offset);
      case 1 -> require(next, 0x8B, "the byte 0x8B of a gzip header", offset);
      case 2 -> require(next, 8, "the compression method 0x08 (deflate)", offset);
      case 3 -> {
        if ((next & RESERVED) != 0) {
          throw Damage.unexpected("gzip flags below 0x20", next, offset);
        }
        flags = next;
      }
      default -> {
        /* Time, level and operating system are ignored. */
      }
    }
    if (++index == 10) {
      enter(after(Part.FIXED));
    }
  }

  private static void require(int next, int wanted, String name, long offset) {
    if (next != wanted) {
      throw Damage.unexpected(name, next, offset);
    }
  }

  /** Adds a byte to a two-byte number; returns whether it is complete. */
  private boolean number(int next) {
    number |= next << (8 * index);
    return ++index == 2;
  }

  private void countOptional(long offset) {
    if (++optional > MAX_OPTIONAL) {
      throw Damage.corrupt(
          "at most " + Quantity.of(MAX_OPTIONAL, "byte") + " of name, comment and extra field",
          "more",
          offset);
    }
  }

  private void checksum(long offset) {
    int wanted = (int) crc.getValue() & 0xFFFF;
    if (number != wanted) {
      throw Damage.corrupt(
          String.format("the header checksum 0x%04X", wanted),
          String.format("0x%04X", number),
          offset - 1);
    }
    enter(Part.NONE);
  }

  private Part after(Part done) {
    if (done.compareTo(Part.EXTRA_LENGTH) < 0 && (flags & FEXTRA) != 0) {
      return Part.EXTRA_LENGTH;
    }
    if (done.compareTo(Part.NAME) < 0 && (flags & FNAME) != 0) {
      return Part.NAME;
    }
    if (done.compareTo(Part.COMMENT) < 0 && (flags & FCOMMENT) != 0) {
      return Part.COMMENT;
    }
    return (flags & FHCRC) != 0 ? Part.CHECKSUM : Part.NONE;
  }

  /** Moves to another part; keeps the number read so far if the extra field needs it as length. */
  private void enter(Part next) {
    part = next;
    index = 0;
    if (next != Part.EXTRA) {
      number = 0;
    }
  }
}
