package dev.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.config.Compression;
import dev.sluice.config.Limits;
import dev.sluice.stage.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class EncodersTest {

  private final CountingNativeResources counting = new CountingNativeResources();

  private Stage<ByteBuffer, ByteBuffer> encoder(Compression compression, int level) {
    return Encoders.of(compression, level, counting.nativeResources());
  }

  private byte[] encoded(Compression compression, int level, byte[] document, int... cuts) {
    try (Stage<ByteBuffer, ByteBuffer> stage = encoder(compression, level)) {
      return Outcome.of(stage, document, cuts).output();
    }
  }

  private static byte[] decoded(byte[] packed) {
    Outcome outcome = Outcome.of(Limits.trusted(), packed);
    assertThat(outcome.failure()).isEqualTo(Outcome.NONE);
    return outcome.output();
  }

  @ParameterizedTest
  @CsvSource({"PLAIN,0", "GZIP,0", "GZIP,1", "GZIP,6", "GZIP,9", "ZSTD,1", "ZSTD,6"})
  void encode_anyLevelAndLength_isDecodedToTheSame(Compression compression, int level) {
    for (int length : new int[] {0, 1_000, 200_000}) {
      byte[] document = Packed.concat(Packed.noise(length / 2), new byte[length - length / 2]);
      assertThat(decoded(encoded(compression, level, document))).isEqualTo(document);
    }
  }

  @ParameterizedTest
  @EnumSource
  void encode_howeverCut_givesTheSameBytes(Compression compression) {
    byte[] document = Packed.repeat(Packed.document(), 1_000);
    int level = compression.standardLevel();
    byte[] whole = encoded(compression, level, document);

    for (int step : new int[] {77, 1_000, 65_536, 131_072}) {
      assertThat(encoded(compression, level, document, Outcome.every(step, document.length)))
          .as("cut every %d bytes", step)
          .isEqualTo(whole);
    }
  }

  @Test
  void gzip_isReadByTheJdkAndSaysNothingOfTimeAndPlace() throws IOException {
    byte[] document = Packed.document();

    byte[] packed = encoded(Compression.GZIP, 6, document);

    assertThat(Arrays.copyOf(packed, 10))
        .isEqualTo(Packed.bytes(31, 139, 8, 0, 0, 0, 0, 0, 0, 255));
    try (GZIPInputStream jdk = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertThat(jdk.readAllBytes()).isEqualTo(document);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "6", "22"})
  void zstd_hasAChecksumAndAWindowThatEveryDecoderHas(int level) {
    byte[] packed = encoded(Compression.ZSTD, level, new byte[9 << 20]);
    ZstdFrameHeader header = new ZstdFrameHeader(Arrays.copyOf(packed, ZstdFrameHeader.MAX_LENGTH));

    assertThat(header.hasChecksum()).isTrue();
    assertThat(header.window()).isLessThanOrEqualTo(8 << 20);
  }

  @Test
  void encode_chunks_areFullButTheLast() {
    byte[] document = Packed.noise(300_000);
    List<Integer> sizes = new ArrayList<>();
    try (Stage<ByteBuffer, ByteBuffer> stage = encoder(Compression.GZIP, 1)) {
      stage.feed(ByteBuffer.wrap(document)).forEach(chunk -> sizes.add(chunk.remaining()));
      stage.finish().forEach(chunk -> sizes.add(chunk.remaining()));
    }

    assertThat(sizes.subList(0, sizes.size() - 1)).hasSize(4).containsOnly(64 << 10);
  }

  @ParameterizedTest
  @CsvSource({
    "GZIP, 10, 'gzip has levels 0 to 9, not 10'",
    "GZIP, -1, 'gzip has levels 0 to 9, not -1'",
    "ZSTD, 0, 'zstd has levels 1 to 22, not 0'",
    "ZSTD, 23, 'zstd has levels 1 to 22, not 23'",
    "PLAIN, 1, 'plain documents have no level'"
  })
  void of_levelThatIsNone_isRefused(Compression compression, int level, String message) {
    assertThatThrownBy(() -> encoder(compression, level))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(counting.opened).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = "PLAIN", mode = EnumSource.Mode.EXCLUDE)
  void close_midwayAndAgain_freesOnce(Compression compression) {
    Stage<ByteBuffer, ByteBuffer> stage = encoder(compression, 1);
    stage.feed(ByteBuffer.wrap(Packed.noise(300_000))).iterator().next();
    stage.close();
    stage.close();

    assertThat(stage.feed(ByteBuffer.wrap(new byte[1]))).isEmpty();
    assertThat(stage.finish()).isEmpty();
    assertThat(counting.opened).isEqualTo(1);
    assertThat(counting.closed).isEqualTo(1);
  }

  /** Text of a kind that packs from badly to better than anything is read by default. */
  private static byte[] packable(long seed) {
    Random random = new Random(seed);
    byte[] document = new byte[random.nextInt(8 << 20)];
    for (int at = 0; at < document.length; ) {
      int run = Math.min(document.length - at, 1 + random.nextInt(3 << 20));
      if (random.nextInt(4) == 0) {
        System.arraycopy(
            Packed.noise(Math.min(run, 40_000)), 0, document, at, Math.min(run, 40_000));
      }
      at += run;
    }
    return document;
  }

  @ParameterizedTest
  @CsvSource({"GZIP,0", "GZIP,1", "GZIP,6", "GZIP,9", "ZSTD,1", "ZSTD,6", "ZSTD,12"})
  void encode_anyDocument_isDecodedWithinTheDefaultLimits(Compression compression, int level) {
    for (int seed = 0; seed < 5; seed++) {
      byte[] document = seed == 0 ? new byte[30 << 20] : packable(seed);

      byte[] packed = encoded(compression, level, document);

      Outcome whole = Outcome.of(packed);
      assertThat(whole.failure()).as("seed %d", seed).isEqualTo(Outcome.NONE);
      assertThat(Arrays.equals(whole.output(), document)).as("seed %d", seed).isTrue();
    }
    assertThat(counting.closed).isEqualTo(counting.opened);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void encode_documentThatPacksTooWell_isDecodedByOthersAndTheSameHoweverCut(
      Compression compression) throws IOException {
    byte[] document = new byte[9 << 20];
    int level = compression.standardLevel();

    byte[] packed = encoded(compression, level, document);

    assertThat(packed.length).isBetween(document.length / 200, document.length / 100);
    assertThat(Outcome.byteByByte(Limits.untrusted(), packed).output()).isEqualTo(document);
    for (int step : new int[] {7_777, 65_536, 1 << 20}) {
      assertThat(encoded(compression, level, document, Outcome.every(step, document.length)))
          .as("cut every %d bytes", step)
          .isEqualTo(packed);
    }
    try (InputStream decoder =
        compression == Compression.GZIP
            ? new GZIPInputStream(new ByteArrayInputStream(packed))
            : new ZstdInputStream(new ByteArrayInputStream(packed))) {
      assertThat(decoder.readAllBytes()).isEqualTo(document);
    }
  }
}
