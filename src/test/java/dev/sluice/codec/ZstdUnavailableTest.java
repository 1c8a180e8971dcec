package dev.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ZstdUnavailableTest {

  @TempDir private Path directory;

  @Test
  void feed_zstdLibraryCannotBeLoaded_onlyZstdFails() throws Exception {
    byte[] document = Packed.document();
    String hex =
        String.join(
            ",",
            Arrays.asList(
                HexFormat.of().formatHex(document),
                HexFormat.of().formatHex(Packed.gzip(document)),
                HexFormat.of().formatHex(Packed.zstd(document))));
    Path gone = directory.resolve("gone");
    String needed =
        "zstd cannot be used: its library is unpacked into the directory \"%s\", which does not"
            + " exist; name another with -Djava.io.tmpdir=DIRECTORY";
    Map<String, String> messages =
        Map.of(
            "ZstdNativePath=/nonexistent",
            "zstd is not available on this platform; use gzip instead",
            "ZstdTempFolder=" + gone,
            needed.formatted(gone),
            "java.io.tmpdir=" + gone,
            needed.formatted(gone));
    for (String setting : messages.keySet()) {
      assertThat(run(setting, hex))
          .as(setting)
          .containsExactly(
              document.length + " none",
              document.length + " none",
              "0 INTERNAL: " + messages.get(setting));
    }
  }

  private List<String> run(String setting, String sources)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-D" + setting,
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName(),
                sources)
            .redirectOutput(output.toFile())
            .redirectError(directory.resolve("errors").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(output, StandardCharsets.UTF_8);
  }

  /** Decodes each source twice, for the second failure of a class differs from the first. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      for (String hex : arguments[0].split(",", -1)) {
        byte[] source = HexFormat.of().parseHex(hex);
        Outcome first = Outcome.of(source);
        Outcome second = Outcome.of(source);
        System.out.println(
            first.equals(second) ? first.output().length + " " + first.failure() : "differ");
      }
    }
  }
}
