package dev.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.FindingCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Files of others: the goldens of zstd and the multi-member files of Commons Compress. */
final class SharedSuitesTest {

  private static final Path SUITES = Path.of("src/test/resources/suites");

  @Test
  void feed_zstdGoldens_decodeAndEveryBeginningIsTruncated() throws IOException {
    for (Path file : files("zstd/golden-decompression", ".zst")) {
      byte[] source = Files.readAllBytes(file);
      Outcome whole = Outcome.of(source);
      assertThat(whole.failure()).as("%s", file).isEqualTo(Outcome.NONE);
      for (int step : new int[] {1, 7, 1_000}) {
        assertThat(Outcome.of(source, Outcome.every(step, source.length))).isEqualTo(whole);
      }
      int stride = Math.max(1, source.length / 500);
      for (int length = 2; length < source.length; length += stride) {
        Outcome start = Outcome.of(Arrays.copyOf(source, length));
        assertThat(start.failedWith(FindingCode.TRUNCATED)).as("%s %d", file, length).isTrue();
      }
    }
  }

  @Test
  void feed_zstdGoldenErrors_areRefusedAlikeForAnyChunks() throws IOException {
    for (Path file : files("zstd/golden-decompression-errors", ".zst")) {
      byte[] source = Files.readAllBytes(file);
      Outcome whole = Outcome.of(source);
      assertThat(
              whole.failedWith(FindingCode.CORRUPT_COMPRESSION)
                  || whole.failedWith(FindingCode.TRUNCATED))
          .as("%s %s", file, whole)
          .isTrue();
      for (int cut = 0; cut < source.length; cut++) {
        assertThat(Outcome.of(source, cut)).isEqualTo(whole);
      }
      assertThat(Outcome.of(source, Outcome.every(1, source.length))).isEqualTo(whole);
    }
  }

  @Test
  void feed_zstdGoldensCompressedHere_areRestored() throws IOException {
    for (Path file : files("zstd/golden-compression", "")) {
      byte[] data = Files.readAllBytes(file);
      byte[] source = Packed.zstd(data);
      assertThat(Outcome.of(source)).isEqualTo(new Outcome(data, Outcome.NONE));
      assertThat(Outcome.of(source, Outcome.every(1, source.length)).output()).isEqualTo(data);
      assertThat(Outcome.of(Packed.gzip(data)).output()).isEqualTo(data);
    }
  }

  @Test
  void feed_gzipMembers_giveAllOfThemAtEverySplit() throws IOException {
    for (Path file : files("commons-compress", ".gz")) {
      byte[] source = Files.readAllBytes(file);
      byte[] expected =
          new GZIPInputStream(new ByteArrayInputStream(source), source.length).readAllBytes();
      for (int cut = 0; cut < source.length; cut++) {
        assertThat(Outcome.of(source, cut))
            .as("%s cut at %d", file, cut)
            .isEqualTo(new Outcome(expected, Outcome.NONE));
      }
    }
  }

  private static List<Path> files(String directory, String suffix) throws IOException {
    Path path = SUITES.resolve(directory);
    try (Stream<Path> files = Files.list(path)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }
}
