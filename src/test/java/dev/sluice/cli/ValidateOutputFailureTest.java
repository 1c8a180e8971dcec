package dev.sluice.cli;

import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs of {@code validate} whose standard output fails. */
class ValidateOutputFailureTest {

  private static final int FILES = 50;

  @TempDir private Path directory;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private int writes;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectory(directory.resolve("flows"));
    for (int i = 0; i < FILES; i++) {
      CliRun.file(directory, "flows/" + i + ".json", workflow(node("a", "LgNode")));
    }
  }

  private int run(String reason, Object... arguments) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            writes++;
            throw new IOException(reason);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            write(0);
          }
        };
    Terminal terminal = new Terminal(InputStream.nullInputStream(), full, errors, Paint.OFF, false);
    String[] all = new String[arguments.length + 2];
    all[0] = "validate";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 1] = String.valueOf(arguments[i]);
    }
    all[all.length - 1] = directory.resolve("flows").toString();
    return Main.run(terminal, all);
  }

  @ParameterizedTest
  @CsvSource({"No space left on device,3", "Broken pipe,141"})
  void validate_writesBaselineAndReports_completesThem(String reason, int exit) throws IOException {
    Path baseline = directory.resolve("known.json");
    Path report = directory.resolve("report.xml");

    int actual =
        run(
            reason,
            "--write-baseline",
            baseline,
            "--format",
            "json",
            "--format",
            "junit=" + report);

    assertThat(actual).isEqualTo(exit);
    assertThat(Files.readString(report).split("<testcase ", -1)).hasSize(FILES + 1);
    assertThat(Files.readString(baseline).split("UNKNOWN_NODE_TYPE", -1)).hasSize(FILES + 1);
    assertThat(writes).isOne();
    assertThat(errors.toString(StandardCharsets.UTF_8).contains("cannot write the results: "))
        .isEqualTo(exit == 3);
  }

  @Test
  void validate_pruneBaseline_isWritten() throws IOException {
    Path baseline = directory.resolve("known.json");
    CliRun.of("validate", "-q", "--write-baseline", baseline, directory.resolve("flows"));
    Files.delete(directory.resolve("flows/7.json"));

    int exit =
        run(
            "No space left on device",
            "--format",
            "json",
            "--baseline",
            baseline,
            "--prune-baseline");

    assertThat(exit).isEqualTo(3);
    assertThat(Files.readString(baseline)).contains("8.json").doesNotContain("/7.json");
  }

  @Test
  void validate_withoutOtherResults_endsAtOnce() {
    assertThat(run("No space left on device", "--format", "json")).isEqualTo(3);
    assertThat(errors.toString(StandardCharsets.UTF_8)).doesNotContain("files checked");
  }
}
