package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {

  @ParameterizedTest
  @CsvSource({
    "a.json, PLAIN",
    "a.json.gz, GZIP",
    "A.JSON.GZ, GZIP",
    "a.json.zst, ZSTD",
    "a.gz.json, PLAIN",
    "zst, PLAIN"
  })
  void ofName_extension_decides(String name, Compression compression) {
    assertThat(Compression.ofName(name)).isEqualTo(compression);
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, '', plain", "GZIP, .gz, gzip", "ZSTD, .zst, zstd"})
  void extensionAndLabel_ofEach_areThoseOfFilesAndMessages(
      Compression compression, String extension, String label) {
    assertThat(compression.extension()).isEqualTo(extension);
    assertThat(compression.label()).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({"GZIP, 0, 9, 6", "ZSTD, 1, 22, 6"})
  void requireLevel_firstAndLast_areReturned(
      Compression compression, int first, int last, int standard) {
    assertThat(compression.requireLevel(first)).isEqualTo(first);
    assertThat(compression.requireLevel(last)).isEqualTo(last);
    assertThat(compression.standardLevel()).isEqualTo(standard);
    String levels = compression.label() + " has levels " + first + " to " + last + ", not ";
    assertThatThrownBy(() -> compression.requireLevel(first - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(levels + (first - 1));
    assertThatThrownBy(() -> compression.requireLevel(last + 1)).hasMessage(levels + (last + 1));
  }

  @Test
  void requireLevel_plain_hasNone() {
    assertThatThrownBy(() -> Compression.PLAIN.requireLevel(1))
        .hasMessage("plain documents have no level");
  }
}
