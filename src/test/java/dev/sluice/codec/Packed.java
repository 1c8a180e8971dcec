package dev.sluice.codec;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Documents and the ways to pack them, sound and hostile. */
final class Packed {

  static final byte[] EMPTY_FRAME = bytes(0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x00, 0x01, 0x00, 0x00);

  private Packed() {}

  static byte[] document() {
    String node = "\"n%d\":{\"node_id\":\"n%d\",\"node_type\":\"StartNode\",\"config\":{}}";
    return ("{\"nodes\":{" + node.formatted(1, 1) + "," + node.formatted(2, 2) + "}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    return noise;
  }

  static byte[] gzip(byte[] data) {
    return member(0, new byte[0], data);
  }

  /** A member whose header has these flags and, after the ten fixed bytes, this. */
  static byte[] member(int flags, byte[] optional, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(data);
    ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putInt((int) crc.getValue()).putInt(data.length);
    byte[] fixed = bytes(0x1F, 0x8B, 8, flags, 0, 0, 0, 0, 0, 3);
    return concat(fixed, optional, deflate(data), trailer.array());
  }

  static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater(9, true);
    try {
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  static byte[] zstd(byte[] data) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLevel(3).setChecksum(true).compress(data);
    }
  }

  /** A frame of these blocks, without a checksum or a size. */
  static byte[] zstdFrame(int windowDescriptor, byte[] blocks) {
    return concat(bytes(0x28, 0xB5, 0x2F, 0xFD, 0x00, windowDescriptor), blocks);
  }

  static byte[] rawBlock(boolean last, byte[] data) {
    int header = (data.length << 3) | (last ? 1 : 0);
    return concat(bytes(header & 0xFF, header >>> 8 & 0xFF, header >>> 16), data);
  }

  static byte[] skippable(byte[] data) {
    ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    return concat(head.putInt(0x184D2A5A).putInt(data.length).array(), data);
  }

  static byte[] repeat(byte[] part, int times) {
    byte[] all = new byte[part.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(part, 0, all, i * part.length, part.length);
    }
    return all;
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
