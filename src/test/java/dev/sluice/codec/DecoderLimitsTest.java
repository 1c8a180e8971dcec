package dev.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.model.FindingCode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DecoderLimitsTest {

  private static final int MIB = 1 << 20;
  private static final Limits UNBOUNDED_RATIO =
      Limits.untrusted().with(Limit.EXPANSION_RATIO, Long.MAX_VALUE);

  @Test
  void decodedBytes_atTheLimit_passAndOneMoreFails() {
    byte[] document = Packed.document();
    for (byte[] source : new byte[][] {document, Packed.gzip(document), Packed.zstd(document)}) {
      Limits exact = Limits.untrusted().with(Limit.DECODED_BYTES, document.length);
      assertThat(Outcome.of(exact, source)).isEqualTo(new Outcome(document, Outcome.NONE));

      int bound = document.length - 1;
      Outcome over = Outcome.of(exact.with(Limit.DECODED_BYTES, bound), source);
      assertThat(over)
          .isEqualTo(
              new Outcome(
                  Arrays.copyOf(document, bound),
                  "LIMIT_EXCEEDED: %s %d bytes, over the limit decoded-bytes of %d"
                      .formatted(
                          source == document
                              ? "The document is larger than"
                              : "The source expands to more than",
                          bound,
                          bound)));
      assertThat(Outcome.byteByByte(exact.with(Limit.DECODED_BYTES, bound), source))
          .isEqualTo(over);
    }
  }

  @Test
  void compressedBytes_atTheLimit_passAndOneMoreFails() {
    byte[] document = Packed.document();
    for (byte[] source : new byte[][] {document, Packed.gzip(document), Packed.zstd(document)}) {
      Limits exact = Limits.untrusted().with(Limit.COMPRESSED_BYTES, source.length);
      assertThat(Outcome.of(exact, source).succeeded()).isTrue();

      int bound = source.length - 1;
      Limits tight = exact.with(Limit.COMPRESSED_BYTES, bound);
      Outcome over = Outcome.of(tight, source);
      assertThat(over.failure())
          .isEqualTo(
              "LIMIT_EXCEEDED: The source has more than %d bytes, over the limit".formatted(bound)
                  + " compressed-bytes of "
                  + bound);
      assertThat(Outcome.byteByByte(tight, source)).isEqualTo(over);
    }
  }

  @Test
  void decodedBytes_bomb_stopsAtTheLimit() {
    byte[] zeros = new byte[64 * MIB];
    Limits limits = UNBOUNDED_RATIO.with(Limit.DECODED_BYTES, 2 * MIB);
    for (byte[] bomb : new byte[][] {Packed.gzip(zeros), Packed.zstd(zeros)}) {
      Outcome outcome = Outcome.of(limits, bomb);
      assertThat(outcome.output()).hasSize(2 * MIB);
      assertThat(outcome.failure()).contains("decoded-bytes of 2097152");
      assertThat(Outcome.of(limits, bomb, Outcome.every(1, bomb.length))).isEqualTo(outcome);
    }
  }

  @Test
  void expansionRatio_bomb_stopsWithinTheFirstSlice() {
    byte[] zeros = new byte[64 * MIB];
    for (byte[] bomb : new byte[][] {Packed.gzip(zeros), Packed.zstd(zeros)}) {
      Outcome outcome = Outcome.of(bomb);
      assertThat(outcome.output()).hasSizeBetween(MIB, 4 * MIB);
      assertThat(outcome.failure())
          .matches(
              "LIMIT_EXCEEDED: The source expands to more than \\d+ bytes within its first \\d+,"
                  + " over the limit expansion-ratio of 200");
      for (int step : new int[] {1, 1_000}) {
        assertThat(Outcome.of(bomb, Outcome.every(step, bomb.length))).isEqualTo(outcome);
      }
    }
  }

  @Test
  void expansionRatio_ofTheWholeSource_isExact() {
    byte[] data = Packed.concat(Packed.noise(9_000), new byte[2 * MIB]);
    byte[] source = Packed.zstd(data);
    long ratio = data.length / source.length;
    Limits limits = Limits.untrusted().with(Limit.EXPANSION_RATIO, ratio + 1);
    assertThat(Outcome.of(limits, source).output()).isEqualTo(data);

    assertThat(Outcome.of(limits.with(Limit.EXPANSION_RATIO, ratio), source).failure())
        .isEqualTo(
            "LIMIT_EXCEEDED: The source expands from %d bytes to %d, over the limit"
                    .formatted(source.length, data.length)
                + " expansion-ratio of "
                + ratio);
  }

  @Test
  void expansionRatio_withinTheFirstMebibyte_isNotWeighed() {
    byte[] zeros = new byte[MIB];
    for (byte[] source : new byte[][] {Packed.gzip(zeros), Packed.zstd(zeros)}) {
      assertThat(source.length).isLessThan(MIB / 200);
      assertThat(Outcome.of(source)).isEqualTo(new Outcome(zeros, Outcome.NONE));
    }
  }

  @Test
  void frames_atTheLimit_passAndOneMoreFails() {
    byte[] document = Packed.document();
    Limits limits = Limits.untrusted().with(Limit.FRAMES, 10);
    for (byte[] part :
        new byte[][] {Packed.gzip(document), Packed.zstd(document), Packed.skippable(document)}) {
      assertThat(Outcome.of(limits, Packed.repeat(part, 10)).succeeded()).isTrue();

      byte[] over = Packed.repeat(part, 11);
      assertThat(Outcome.of(limits, over).failure())
          .isEqualTo(
              "LIMIT_EXCEEDED: The source has more than 10 compressed frames, over the limit"
                  + " frames of 10");
      assertThat(Outcome.byteByByte(limits, over)).isEqualTo(Outcome.of(limits, over));
    }
  }

  @Test
  void frames_aMillionEmptyOnes_areRefusedAtTheFirstOneOverTheLimit() {
    byte[] frames = Packed.repeat(Packed.EMPTY_FRAME, 1_000_000);
    byte[] members = Packed.repeat(Packed.gzip(new byte[0]), 1_000_000);
    for (byte[] source : new byte[][] {frames, members}) {
      byte[] oneOver = Arrays.copyOf(source, source.length / 1_000_000 * 1_001);
      assertThat(Outcome.of(source).failure()).contains("frames of 1000");
      assertThat(Outcome.of(oneOver)).isEqualTo(Outcome.of(source));
    }
  }

  @Test
  void zstdWindow_upToTheLimit_isAcceptedAndNoMore() {
    byte[] document = Packed.document();
    for (int log = 10; log <= 31; log++) {
      byte[] frame = Packed.zstdFrame((log - 10) << 3, Packed.rawBlock(true, document));
      Outcome outcome = Outcome.of(frame);
      if (log <= 23) {
        assertThat(outcome).as("log %d", log).isEqualTo(new Outcome(document, Outcome.NONE));
      } else {
        assertThat(outcome.failure())
            .isEqualTo(
                "LIMIT_EXCEEDED: The source requests a window of %d bytes, over the limit"
                        .formatted(1L << log)
                    + " zstd-window-bytes of 8388608");
      }
    }
    byte[] eighthMore = Packed.zstdFrame(((23 - 10) << 3) | 1, Packed.rawBlock(true, document));
    assertThat(Outcome.of(eighthMore).failure()).contains("a window of 9437184 bytes");
  }

  @Test
  void zstdWindow_ofAFrameInOneSegment_isItsSize() {
    byte[] header = Packed.bytes(0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0xFF);
    assertThat(Outcome.of(header).failure())
        .contains("a window of 9223372036854775807 bytes", "zstd-window-bytes");
  }

  @Test
  void zstdWindow_limitRaised_acceptsMore() {
    byte[] frame = Packed.zstdFrame((24 - 10) << 3, Packed.rawBlock(true, Packed.document()));
    Limits limits = Limits.untrusted().with(Limit.ZSTD_WINDOW_BYTES, 1 << 24);
    assertThat(Outcome.of(limits, frame).succeeded()).isTrue();
  }

  @Test
  void skippableFrame_thatClaimsFourGibibytes_isTruncated() {
    byte[] frame = Packed.bytes(0x50, 0x2A, 0x4D, 0x18, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3);
    assertThat(Outcome.of(frame).failedWith(FindingCode.TRUNCATED)).isTrue();
  }
}
