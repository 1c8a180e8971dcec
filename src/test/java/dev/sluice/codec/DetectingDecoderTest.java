package dev.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Compression;
import dev.sluice.config.Limits;
import dev.sluice.model.FindingCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DetectingDecoderTest {

  static Stream<byte[]> documents() {
    byte[] document = Packed.document();
    byte[] gzip = Packed.gzip(document);
    byte[] zstd = Packed.zstd(document);
    return Stream.of(
        document,
        gzip,
        zstd,
        Packed.concat(gzip, Packed.gzip(new byte[0]), gzip, new byte[7]),
        Packed.member(0x1F, optional(), document),
        Packed.concat(zstd, Packed.skippable(document), Packed.EMPTY_FRAME, zstd),
        Packed.zstdFrame(0, Packed.rawBlock(true, document)));
  }

  /** Extra field, name, comment and the header's checksum. */
  static byte[] optional() {
    byte[] fields = Packed.bytes(3, 0, 'a', 'b', 'c', 'n', 0, 'c', 0);
    byte[] fixed = Packed.bytes(0x1F, 0x8B, 8, 0x1F, 0, 0, 0, 0, 0, 3);
    CRC32 crc = new CRC32();
    crc.update(Packed.concat(fixed, fields));
    int sum = (int) crc.getValue();
    return Packed.concat(fields, Packed.bytes(sum & 0xFF, sum >>> 8 & 0xFF));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void feed_cutAnywhere_givesTheSameDocument(byte[] source) {
    Outcome whole = Outcome.of(source);
    assertThat(whole.failure()).isEqualTo(Outcome.NONE);
    assertThat(new String(whole.output(), StandardCharsets.UTF_8)).startsWith("{\"nodes\"");
    for (int cut = 0; cut <= source.length; cut++) {
      assertThat(Outcome.of(source, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
    assertThat(Outcome.byteByByte(Limits.untrusted(), source)).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void feed_manyEmptyChunks_changesNothing(byte[] source) {
    int middle = source.length / 2;
    int[] cuts = new int[100];
    Arrays.fill(cuts, middle);

    assertThat(Outcome.of(source, cuts)).isEqualTo(Outcome.of(source));
  }

  @Test
  void compression_afterFirstBytes_isReported() {
    assertThat(found(Packed.document())).contains(Compression.PLAIN);
    assertThat(found(Packed.gzip(Packed.document()))).contains(Compression.GZIP);
    assertThat(found(Packed.zstd(Packed.document()))).contains(Compression.ZSTD);
    assertThat(found(Packed.skippable(new byte[3]))).contains(Compression.ZSTD);
    assertThat(found(Packed.bytes(0x28, 0xB5, 0x2F))).isEmpty();
    assertThat(found(Packed.bytes(0x1F))).isEmpty();
    assertThat(found(Packed.bytes(0x1F, 0x8C))).contains(Compression.PLAIN);
    assertThat(found(Packed.bytes('[', '1', ']'))).contains(Compression.PLAIN);
  }

  private static Optional<Compression> found(byte[] source) {
    try (DetectingDecoder decoder =
        new DetectingDecoder(Limits.untrusted(), NativeResources.standard())) {
      decoder.feed(ByteBuffer.wrap(source));
      return decoder.compression();
    }
  }

  @Test
  void feed_plain_handsOnTheSameArray() {
    byte[] document = Packed.document();
    try (DetectingDecoder decoder =
        new DetectingDecoder(Limits.untrusted(), NativeResources.standard())) {
      Iterator<ByteBuffer> outputs = decoder.feed(ByteBuffer.wrap(document)).iterator();
      assertThat(outputs.next().array()).isSameAs(document);
      assertThat(outputs.hasNext()).isFalse();
    }
  }

  @Test
  void finish_emptySource_yieldsNothing() {
    assertThat(Outcome.of(new byte[0])).isEqualTo(new Outcome(new byte[0], Outcome.NONE));
  }

  @Test
  void finish_oneByteOfAMagicNumber_passesItOn() {
    for (int first : new int[] {0x1F, 0x28, 0x50}) {
      byte[] source = Packed.bytes(first);
      assertThat(Outcome.of(source)).isEqualTo(new Outcome(source, Outcome.NONE));
    }
  }

  @Test
  void finish_moreOfAMagicNumberAndNoMore_isTruncated() {
    for (byte[] magic :
        new byte[][] {{0x1F, (byte) 0x8B}, {0x28, (byte) 0xB5, 0x2F}, {0x51, 0x2A, 0x4D}}) {
      for (int length = 2; length <= magic.length; length++) {
        Outcome outcome = Outcome.of(Arrays.copyOf(magic, length));
        assertThat(outcome.failedWith(FindingCode.TRUNCATED)).as("%s", outcome).isTrue();
      }
    }
  }

  @Test
  void feed_gzipWithinGzip_unpacksOneLevel() {
    byte[] inner = Packed.gzip(Packed.document());

    assertThat(Outcome.of(Packed.gzip(inner)).output()).isEqualTo(inner);
    assertThat(Outcome.of(Packed.zstd(inner)).output()).isEqualTo(inner);
  }

  @Test
  void feed_largeDocument_givesChunksOfAtMost64KiBOneByOne() {
    byte[] noise = Packed.noise(1_000_000);
    for (byte[] source : new byte[][] {Packed.gzip(noise), Packed.zstd(noise)}) {
      try (DetectingDecoder decoder =
          new DetectingDecoder(Limits.untrusted(), NativeResources.standard())) {
        long total = 0;
        Iterator<ByteBuffer> outputs = decoder.feed(ByteBuffer.wrap(source)).iterator();
        while (outputs.hasNext()) {
          int length = outputs.next().remaining();
          assertThat(length).isBetween(1, 64 << 10);
          total += length;
        }
        assertThat(total).isEqualTo(noise.length);
      }
    }
  }

  @Test
  void close_midway_endsTheOutputs() {
    byte[] noise = Packed.noise(1_000_000);
    for (byte[] source : new byte[][] {noise, Packed.gzip(noise), Packed.zstd(noise)}) {
      DetectingDecoder decoder =
          new DetectingDecoder(Limits.untrusted(), NativeResources.standard());
      Iterator<ByteBuffer> outputs = decoder.feed(ByteBuffer.wrap(source)).iterator();
      outputs.next();
      decoder.close();
      assertThat(outputs.hasNext()).isFalse();
      assertThat(decoder.feed(ByteBuffer.wrap(source))).isEmpty();
      assertThat(decoder.finish()).isEmpty();
    }
  }

  @Test
  void feed_failureBehindDocument_givesTheBytesBeforeIt() {
    byte[] broken = Packed.gzip(Packed.document());
    broken[broken.length - 5] ^= 1;

    assertThat(Outcome.of(broken).output()).isEqualTo(Packed.document());
  }
}
