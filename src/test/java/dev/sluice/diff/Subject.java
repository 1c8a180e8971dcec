package dev.sluice.diff;

import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import reactor.core.publisher.Flux;

/** The bytes of a source and where they are cut. */
final class Subject {

  private final byte[] bytes;
  private final boolean packed;
  private final int[] cuts;

  /**
   * A subject, whose arrays are not changed.
   *
   * @param packed whether the bytes are meant to be a compressed document, so that they are not
   *     compressed again, and not judged as JSON
   * @param cuts offsets in ascending order, which may repeat themselves: then a chunk is empty
   */
  Subject(byte[] bytes, boolean packed, int... cuts) {
    this.bytes = bytes;
    this.packed = packed;
    this.cuts = cuts;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean packed() {
    return packed;
  }

  int[] cuts() {
    return cuts;
  }

  /** The subject of a seed: the same one each time. */
  static Subject of(long seed) {
    Random random = new Random(seed);
    byte[] bytes = new DocumentGenerator(random).next();
    Mutations mutations = new Mutations(random);
    if (random.nextInt(3) == 0) {
      bytes = mutations.of(bytes);
    }
    if (random.nextInt(4_000) == 0) {
      bytes = swollen(random, bytes);
    }
    boolean packed = random.nextInt(8) == 0;
    if (packed) {
      bytes = Packed.anyhow(random, bytes);
      bytes = random.nextInt(4) == 0 ? bytes : mutations.of(bytes);
    }
    return new Subject(bytes, packed, cuts(random, bytes.length));
  }

  /** The bytes with so many blanks among them that no way gathers all before it reads. */
  private static byte[] swollen(Random random, byte[] bytes) {
    byte[] blanks = new byte[(1 << 20) + 10_000];
    Arrays.fill(blanks, (byte) ' ');
    int at = random.nextInt(bytes.length + 1);
    return Mutations.spliced(bytes, at, at, blanks);
  }

  private static int[] cuts(Random random, int length) {
    int count = 1 + random.nextInt(random.nextInt(3) == 0 ? 12 : 3);
    return random.ints(count, 0, length + 1).sorted().toArray();
  }

  /** The subject without a range of its bytes. */
  Subject without(int from, int to) {
    int[] moved =
        Arrays.stream(cuts)
            .map(cut -> cut <= from ? cut : Math.max(from, cut - to + from))
            .toArray();
    return new Subject(Mutations.spliced(bytes, from, to, new byte[0]), packed, moved);
  }

  Subject withCuts(int... others) {
    return new Subject(bytes, packed, others);
  }

  /** The bytes as one buffer. */
  ByteSource whole() {
    return ByteSource.of("", bytes);
  }

  /** The bytes as the chunks of a publisher. */
  ByteSource cut() {
    return published(bytes, cuts);
  }

  /** The bytes as one chunk of a publisher, which is read as one buffer. */
  ByteSource published() {
    return ByteSource.of("", Flux.just(ByteBuffer.wrap(bytes)));
  }

  /** The bytes one after another. */
  ByteSource byteByByte() {
    int[] all = new int[Math.max(0, bytes.length - 1)];
    Arrays.setAll(all, i -> i + 1);
    return published(bytes, all);
  }

  /** Other bytes, which stand for these, cut in proportion. */
  ByteSource inProportion(byte[] others) {
    return published(
        others,
        Arrays.stream(cuts)
            .map(cut -> (int) ((long) cut * others.length / Math.max(1, bytes.length)))
            .toArray());
  }

  private static ByteSource published(byte[] bytes, int[] cuts) {
    List<ByteBuffer> chunks = new ArrayList<>(cuts.length + 1);
    int from = 0;
    for (int cut : cuts) {
      chunks.add(ByteBuffer.wrap(bytes, from, cut - from).slice());
      from = cut;
    }
    chunks.add(ByteBuffer.wrap(bytes, from, bytes.length - from).slice());
    return ByteSource.streamed("", Flux.fromIterable(chunks));
  }
}
