package dev.sluice.diff;

import dev.sluice.support.Packing;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Documents compressed as one or several gzip members or zstd frames. */
final class Packed {

  private Packed() {}

  /** Compressed in parts that end at the cuts, each a member or frame of its own. */
  static byte[] inParts(Packing packing, byte[] document, int... cuts) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    int from = 0;
    for (int cut : cuts) {
      packed.writeBytes(packing.pack(Arrays.copyOfRange(document, from, cut)));
      from = cut;
    }
    packed.writeBytes(packing.pack(Arrays.copyOfRange(document, from, document.length)));
    return packed.toByteArray();
  }

  /** Compressed in one of these ways. */
  static byte[] anyhow(Random random, byte[] document) {
    Packing packing = random.nextBoolean() ? Packing.GZIP : Packing.ZSTD;
    return random.nextInt(3) == 0
        ? inParts(packing, document, random.nextInt(document.length + 1))
        : packing.pack(document);
  }
}
