package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands that README.md and the guide show can be given. */
class ReadmeTest {

  private static final String PROGRAM = "java -jar target/sluice.jar ";

  private @TempDir Path directory;

  static Stream<String> commands() throws IOException {
    return Stream.concat(
            Files.readAllLines(Path.of("README.md")).stream(),
            Files.readAllLines(Path.of("docs", "guide.md")).stream())
        .filter(line -> line.startsWith(PROGRAM))
        .map(line -> line.substring(PROGRAM.length()).replaceFirst(" > .*", ""))
        .filter(command -> !command.startsWith("watch ")); // does not end
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_run_isAccepted(String command) {
    String here = command.replace(" -o ", " -o " + directory + "/");
    CliRun run = CliRun.of((Object[]) here.split(" ", -1));

    assertThat(run.exit()).as(run.err()).isZero();
    boolean writesAFile = !here.equals(command);
    assertThat(writesAFile ? directory.toFile().list() : run.lines().toArray()).isNotEmpty();
  }
}
