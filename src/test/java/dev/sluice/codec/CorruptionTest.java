package dev.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Compression;
import dev.sluice.config.Limits;
import dev.sluice.model.FindingCode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CorruptionTest {

  static Stream<byte[]> packed() {
    byte[] document = Packed.document();
    byte[] zstd = Packed.zstd(document);
    return Stream.of(
        Packed.gzip(document),
        zstd,
        Packed.zstd(Packed.noise(100)),
        Packed.concat(Packed.skippable(new byte[5]), zstd));
  }

  @ParameterizedTest
  @MethodSource("packed")
  void finish_cutOffAnywhere_isTruncated(byte[] source) {
    for (int length = 2; length < source.length; length++) {
      byte[] start = Arrays.copyOf(source, length);
      Outcome outcome = Outcome.of(start);
      if (!outcome.succeeded() || length != skippableLength(source)) {
        assertThat(outcome.failedWith(FindingCode.TRUNCATED)).as("%s", outcome).isTrue();
        assertThat(outcome.failure()).endsWith("at compressed byte " + length);
      }
      assertThat(Outcome.byteByByte(Limits.untrusted(), start)).isEqualTo(outcome);
    }
  }

  /** Behind a leading skippable frame a source may end. */
  private static int skippableLength(byte[] source) {
    return source[1] == 0x2A ? 13 : -1;
  }

  @ParameterizedTest
  @MethodSource("packed")
  void feed_anyBitFlipped_failsTheSameOrGivesTheSameBytes(byte[] source) {
    byte[] expected = Outcome.of(source).output();
    int refused = 0;
    for (int bit = 0; bit < source.length * 8; bit++) {
      byte[] broken = source.clone();
      broken[bit / 8] ^= (byte) (1 << bit % 8);
      if (isPlain(broken)) {
        continue;
      }
      Outcome whole = Outcome.of(broken);
      if (whole.succeeded()) {
        assertThat(whole.output()).as("bit %d", bit).isEqualTo(expected);
      } else {
        refused++;
      }
      assertThat(Outcome.byteByByte(Limits.untrusted(), broken)).as("bit %d", bit).isEqualTo(whole);
      assertThat(Outcome.of(broken, source.length / 2)).as("bit %d", bit).isEqualTo(whole);
    }
    assertThat(refused).isGreaterThan(source.length * 6);
  }

  /** A source without its magic number is not compressed, and the JSON reader refuses it. */
  private static boolean isPlain(byte[] source) {
    return MagicNumbers.detect(source, 4) == Compression.PLAIN;
  }

  @Test
  void feed_largeDamagedDocument_failsTheSameForAnyChunks() {
    byte[] text = Packed.repeat(Packed.document(), 1_000);
    byte[] gzip = Packed.gzip(Packed.concat(Packed.noise(30_000), text, Packed.noise(20_000)));
    byte[] zstd = Packed.zstd(Packed.concat(Packed.noise(300), text, Packed.noise(200_000)));
    for (byte[] source : new byte[][] {gzip, zstd}) {
      for (int at = 100; at < source.length; at += source.length / 12) {
        byte[] broken = source.clone();
        broken[at] ^= 0x10;
        Outcome whole = Outcome.of(broken);
        assertThat(whole.succeeded()).isFalse();
        for (int step : new int[] {1, 997, 4_096, 65_536}) {
          assertThat(Outcome.of(broken, Outcome.every(step, broken.length)))
              .as("byte %d, chunks of %d", at, step)
              .isEqualTo(whole);
        }
      }
    }
  }

  @Test
  void feed_gzipHeaderOutOfTheStandard_isRefusedAtItsByte() {
    byte[] sound = Packed.gzip(Packed.document());
    assertThat(Outcome.of(with(sound, 2, 7)).failure())
        .isEqualTo(
            "CORRUPT_COMPRESSION: Expected the compression method 0x08 (deflate) but found 0x07"
                + " at compressed byte 2");
    for (int flag : new int[] {0x20, 0x40, 0x80}) {
      assertThat(Outcome.of(with(sound, 3, flag)).failure())
          .startsWith("CORRUPT_COMPRESSION: Expected gzip flags below 0x20 but found")
          .endsWith("at compressed byte 3");
    }
    byte[] optional = DetectingDecoderTest.optional();
    optional[optional.length - 1] ^= 1;
    assertThat(Outcome.of(Packed.member(0x1F, optional, Packed.document())).failure())
        .startsWith("CORRUPT_COMPRESSION: Expected the header checksum 0x");
  }

  @Test
  void feed_gzipTrailerWrong_isRefusedAtItsField() {
    byte[] sound = Packed.gzip(Packed.document());
    assertThat(Outcome.of(with(sound, sound.length - 8, sound[sound.length - 8] ^ 1)).failure())
        .startsWith("CORRUPT_COMPRESSION: Expected the CRC-32 0x")
        .endsWith("at compressed byte " + (sound.length - 8));
    assertThat(Outcome.of(with(sound, sound.length - 1, 1)).failure())
        .startsWith("CORRUPT_COMPRESSION: Expected the length 0x")
        .endsWith("at compressed byte " + (sound.length - 4));
  }

  @Test
  void feed_optionalHeaderFieldsOf64KiB_areAcceptedAndNoByteMore() {
    byte[] name = new byte[64 << 10];
    Arrays.fill(name, 0, name.length - 1, (byte) 'n');
    assertThat(Outcome.of(Packed.member(0x08, name, Packed.document())).output())
        .isEqualTo(Packed.document());

    byte[] longer = Packed.concat(Packed.bytes('n'), name);
    assertThat(Outcome.of(Packed.member(0x08, longer, Packed.document())).failure())
        .isEqualTo(
            "CORRUPT_COMPRESSION: Expected at most 65536 bytes of name, comment and extra field"
                + " but found more at compressed byte 65546");
  }

  @Test
  void feed_anythingBehindTheLastMemberOrFrame_isRefused() {
    byte[] gzip = Packed.gzip(Packed.document());
    byte[] zstd = Packed.zstd(Packed.document());
    String expected = "CORRUPT_COMPRESSION: Expected %s but found 0x%s at compressed byte %d";
    assertThat(Outcome.of(Packed.concat(gzip, Packed.bytes('x'))).failure())
        .isEqualTo(expected.formatted("the byte 0x1F of a gzip header", "78", gzip.length));
    assertThat(Outcome.of(Packed.concat(gzip, Packed.bytes(0, 0, 'x'))).failure())
        .isEqualTo(
            expected.formatted(
                "only zero bytes after the last gzip member", "78", gzip.length + 2));
    assertThat(Outcome.of(Packed.concat(gzip, Packed.bytes(0), gzip)).succeeded()).isFalse();
    for (int garbage : new int[] {0, 'x', 0x1F}) {
      assertThat(Outcome.of(Packed.concat(zstd, Packed.bytes(garbage))).failure())
          .isEqualTo(
              expected.formatted(
                  "a zstd frame or the end", "%02X".formatted(garbage), zstd.length));
    }
  }

  @Test
  void feed_zstdFrameThatNeedsADictionary_saysWhich() {
    byte[] frame = Packed.bytes(0x28, 0xB5, 0x2F, 0xFD, 0x21, 0x07, 0x00, 0x01, 0x00, 0x00);
    assertThat(Outcome.of(frame).failure())
        .isEqualTo(
            "CORRUPT_COMPRESSION: Expected a zstd frame without a dictionary but found one that"
                + " needs dictionary 7 at compressed byte 0");
  }

  @Test
  void feed_zstdFrameOfAnotherSizeThanItSays_givesNothingOfTheWrongBlock() {
    byte[] header = Packed.bytes(0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x06);
    for (int length : new int[] {5, 7}) {
      byte[] source = Packed.concat(header, Packed.rawBlock(true, new byte[length]));
      Outcome whole = Outcome.of(source);
      assertThat(whole.failure())
          .isEqualTo(
              "CORRUPT_COMPRESSION: Expected 6 bytes in the zstd frame but found %d at compressed"
                      .formatted(length)
                  + " byte 6");
      assertThat(Outcome.byteByByte(Limits.untrusted(), source)).isEqualTo(whole);
    }
  }

  @Test
  void feed_zstdFrameWithAReservedBit_isRefused() {
    byte[] frame = Packed.EMPTY_FRAME.clone();
    frame[4] |= 0x08;
    assertThat(Outcome.of(frame).failure())
        .startsWith("CORRUPT_COMPRESSION: Expected a sound zstd frame header but found")
        .endsWith("at compressed byte 0");
  }

  private static byte[] with(byte[] source, int index, int value) {
    byte[] copy = source.clone();
    copy[index] = (byte) value;
    return copy;
  }
}
