package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar starts, reads a pipe and ends with an exit code. */
class StartIT {

  @TempDir private Path directory;

  @Test
  void version_ofTheJar_isPrinted() throws Exception {
    RealJar.Ended ended = RealJar.in(directory).withoutFlags().run("--version");

    assertThat(ended.exit()).isZero();
    assertThat(ended.out()).startsWith("sluice ");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void run_programThatWaitsForInput_isKilledAndFailsTheTest() {
    byte[] more = "{\"nodes\":{}".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    RealJar brief = RealJar.in(directory).input(more).within(Duration.ofMillis(1));

    assertThatThrownBy(() -> brief.run("validate", "-"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("still running after PT0.001S: validate -");
  }
}
