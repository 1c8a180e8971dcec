package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands that README.md and the guide show can be given. */
class ReadmeTest {

  private static final String PROGRAM = "java -jar target/sluice.jar ";

  static Stream<String> commands() throws IOException {
    return Stream.concat(
            Files.readAllLines(Path.of("README.md")).stream(),
            Files.readAllLines(Path.of("docs", "guide.md")).stream())
        .filter(line -> line.startsWith(PROGRAM))
        .map(line -> line.substring(PROGRAM.length()).replaceFirst(" > .*", ""));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_run_isAccepted(String command) {
    CliRun run = CliRun.of((Object[]) command.split(" ", -1));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).isNotEmpty();
  }
}
