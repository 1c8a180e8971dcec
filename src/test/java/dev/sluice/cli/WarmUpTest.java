package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

final class WarmUpTest {

  @Test
  void run_onTheExamples_givesResultsWithoutUsageErrors() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exit =
        WarmUp.run(
            "docs/examples",
            () -> new Terminal(InputStream.nullInputStream(), out, err, Paint.OFF, false));

    assertThat(exit).as(err.toString(UTF_8)).isLessThanOrEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("loaded ", "\"findings\":", "::error file=");
  }
}
