package dev.sluice.it;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program with pipes, FIFOs, devices and closed descriptors as its standard streams. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class StreamsIT {

  private static final String SOUND = workflow(START);
  private static final String ORPHAN = workflow(START, edge("start", "gone"));

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "load -, 0, -: workflow",
    "load --json -, 0, '{\"file\":\"-\"'",
    "validate --format json -, 1, '{\"file\":\"-\"'",
    "'validate -', 1, '-\n'",
    "skeleton -, 0, -: workflow",
    "convert --compact - -, 0, '{\"metadata\"'"
  })
  void standardInput_pipe_isRead(String arguments, int exit, String start) throws Exception {
    RealJar.Ended ended = RealJar.in(directory).input(bytes(ORPHAN)).run(arguments.split(" ", -1));

    assertThat(ended.out()).startsWith(start);
    assertThat(ended.exit()).isEqualTo(exit);
  }

  @Test
  void standardInput_fifoOfManyChunks_isRead() throws Exception {
    String padded = SOUND + " ".repeat(300_000);
    Files.writeString(directory.resolve("a.json"), padded);

    assertThat(shell("mkfifo fifo; cat a.json > fifo & sluice load - < fifo").exit()).isZero();
  }

  @Test
  void standardInput_pipeWithAListOfFiles_isRead() throws Exception {
    Files.writeString(directory.resolve("bad.json"), ORPHAN);

    RealJar.Ended ended = shell("printf 'bad.json\\0' | sluice validate -l --files-from -");

    assertThat(ended.out()).isEqualTo("bad.json\n");
    assertThat(shell(": | sluice validate --files-from -").exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"/dev/null, 1, The document is empty", "&-, 3, Stream closed"})
  void standardInput_nothing_isNamedAsSuch(String input, int exit, String message)
      throws Exception {
    RealJar.Ended ended = shell("sluice load - <" + input);

    assertThat(ended.exit()).isEqualTo(exit);
    assertThat(ended.out()).contains(message);
  }

  @Test
  void standardInput_endless_isReadUpToTheLimit() throws Exception {
    RealJar.Ended ended = shell("yes '{\"nodes\":{' | sluice validate -");

    assertThat(ended.exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate bad.json", "load --json --profile strict bad.json"})
  void reader_leavesBeforeAFailure_exitIsTheFailures(String command) throws Exception {
    Files.writeString(directory.resolve("bad.json"), ORPHAN);

    RealJar.Ended ended = shell("(sleep 0.3; sluice " + command + "; echo $? >&3) 3>code | true");

    assertThat(Files.readString(directory.resolve("code"))).isEqualTo("1\n");
    assertThat(ended.err()).doesNotContain("Exception", "pipe");
  }

  @Test
  void reader_leavesBeforeASuccess_exitIsThatOfABrokenPipe() throws Exception {
    Files.writeString(directory.resolve("a.json"), SOUND);

    for (String command : new String[] {"load a.json", "scan .", "types", "--help"}) {
      RealJar.Ended ended = shell("(sleep 0.3; sluice " + command + "; echo $? >&3) 3>code | true");

      assertThat(Files.readString(directory.resolve("code"))).as(command).isEqualTo("141\n");
      assertThat(ended.err()).as(command).doesNotContain("Exception", "pipe");
    }
  }

  @Test
  void results_toAFullDisk_areReportedAndExit3() throws Exception {
    Files.writeString(directory.resolve("a.json"), SOUND);

    RealJar.Ended ended = shell("sluice load a.json > /dev/full");

    assertThat(ended.exit()).isEqualTo(3);
    assertThat(ended.err())
        .isEqualTo("sluice load: cannot write the results: No space left on device\n");
  }

  private RealJar.Ended shell(String line) throws Exception {
    return RealJar.in(directory).shell(line);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
