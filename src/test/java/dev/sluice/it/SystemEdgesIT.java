package dev.sluice.it;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program where the system lacks what is usually there. */
@EnabledOnOs(OS.LINUX)
class SystemEdgesIT {

  private static final String ORPHAN = workflow(START, edge("start", "gone"));

  @TempDir private Path directory;
  private RealJar program;

  @BeforeEach
  void fillDirectory() throws Exception {
    Files.writeString(directory.resolve("sound.json"), workflow(START));
    Files.writeString(directory.resolve("orphan.json"), ORPHAN);
    program = RealJar.in(directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validate --quiet sound.json",
        "scan --json .",
        "convert sound.json copy.json.zst",
        "load sound.json"
      })
  void environment_empty_changesNothing(String command) throws Exception {
    RealJar.Ended ended = program.shell("env -i sluice " + command);

    assertThat(ended.err()).isEmpty();
    assertThat(ended.exit()).isZero();
  }

  @Test
  void temporaryDirectory_missing_isNamedOnlyWhereItIsNeeded() throws Exception {
    assertThat(program.run("convert", "sound.json", "packed.json.zst").exit()).isZero();
    RealJar without = program.jvm("-Djava.io.tmpdir=" + directory.resolve("missing"));

    RealJar.Ended sound = without.run("validate", "--quiet", "sound.json");
    assertThat(sound.exit()).isZero();
    assertThat(sound.out()).isEmpty();
    // newer JVMs warn of the missing directory themselves
    assertThat(sound.err()).isIn("", "WARNING: java.io.tmpdir directory does not exist\n");
    RealJar.Ended packed = without.run("load", "packed.json.zst");
    assertThat(packed.exit()).isEqualTo(3);
    assertThat(packed.out())
        .contains(directory.resolve("missing").toString())
        .contains("; name another with -Djava.io.tmpdir=DIRECTORY")
        .doesNotContain("platform");
  }

  @Test
  void workingDirectory_readOnly_isReadAndNotWritten() throws Exception {
    // not even root, for whom permissions do not matter, can make a file in /proc
    RealJar readOnly = RealJar.in(Path.of("/proc"));
    String sound = directory.resolve("sound.json").toString();

    assertThat(readOnly.run("validate", "--quiet", sound)).isEqualTo(new RealJar.Ended(0, "", ""));
    for (String[] writing :
        new String[][] {
          {"convert", sound, "copy.json"}, {"validate", "--write-baseline", "known", sound}
        }) {
      RealJar.Ended ended = readOnly.run(writing);
      assertThat(ended.exit()).isEqualTo(3);
      assertThat(ended.err()).startsWith("Cannot write ").doesNotContain("Exception");
    }
  }
}
