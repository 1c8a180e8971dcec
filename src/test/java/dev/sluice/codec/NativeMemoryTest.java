package dev.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NativeMemoryTest {

  private final CountingNativeResources counting = new CountingNativeResources();

  private DetectingDecoder decoder() {
    return new DetectingDecoder(Limits.untrusted(), counting.nativeResources());
  }

  @Test
  void close_afterAnyRun_freesWhatWasOpenedOnce() {
    Random random = new Random(7);
    byte[] document = Packed.concat(Packed.document(), Packed.noise(100_000));
    int runs = 0;
    for (byte[] source : new byte[][] {Packed.gzip(document), Packed.zstd(document)}) {
      for (int i = 0; i < 300; i++) {
        byte[] broken = source.clone();
        if (i % 3 == 1) {
          broken[100 + random.nextInt(source.length - 100)] ^= 1;
        } else if (i % 3 == 2) {
          broken = Arrays.copyOf(broken, 100 + random.nextInt(source.length - 100));
        }
        DetectingDecoder decoder = decoder();
        assertThat(Outcome.of(decoder, broken).succeeded()).isEqualTo(i % 3 == 0);
        decoder.close();
        decoder.close();
        runs++;
      }
    }
    assertThat(counting.opened).isEqualTo(runs);
    assertThat(counting.closed).isEqualTo(runs);
  }

  @Test
  void close_midway_freesAtOnce() {
    byte[] noise = Packed.noise(300_000);
    for (byte[] source : new byte[][] {Packed.gzip(noise), Packed.zstd(noise)}) {
      DetectingDecoder decoder = decoder();
      decoder.feed(ByteBuffer.wrap(source)).iterator().next();
      decoder.close();
    }
    assertThat(counting.opened).isEqualTo(2);
    assertThat(counting.closed).isEqualTo(2);
  }

  @Test
  void feed_severalMembersOrFrames_opensOnce() {
    for (byte[] part :
        new byte[][] {Packed.gzip(Packed.document()), Packed.zstd(Packed.document())}) {
      try (DetectingDecoder decoder = decoder()) {
        assertThat(Outcome.of(decoder, Packed.repeat(part, 5)).succeeded()).isTrue();
      }
    }
    assertThat(counting.opened).isEqualTo(2);
    assertThat(counting.closed).isEqualTo(2);
  }

  @Test
  void feed_plain_opensNothing() {
    try (DetectingDecoder decoder = decoder()) {
      assertThat(Outcome.of(decoder, Packed.document()).succeeded()).isTrue();
    }
    assertThat(counting.opened).isZero();
  }

  @Test
  void feed_untilTheFirstOutputIsAsked_opensNothing() {
    try (DetectingDecoder decoder = decoder()) {
      Iterable<ByteBuffer> unused = decoder.feed(ByteBuffer.wrap(Packed.zstd(Packed.document())));
      assertThat(counting.opened).isZero();
      assertThat(unused).isNotEmpty();
    }
  }

  @Test
  void open_windowTheLibraryCannotBeHeldTo_takesTheNearest() {
    ZstdContext.open(512).close();
    ZstdContext.open(Long.MAX_VALUE).close();
  }
}
