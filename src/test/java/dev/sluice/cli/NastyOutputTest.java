package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.NastyStrings;
import dev.sluice.support.Workflows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that a document says can reach into the terminal. */
class NastyOutputTest {

  @TempDir private Path directory;

  @Test
  void load_ourStrings_printsNoRawControlCharacter() {
    prints(NastyStrings.own());
  }

  @Test
  void load_knownStrings_printsNoRawControlCharacter() {
    prints(NastyStrings.known());
  }

  @ParameterizedTest
  @CsvSource({"load", "validate", "validate --format=github", "validate --format=junit"})
  void pointer_longerThanAScreen_isShortenedInText(String command) {
    String id = "x".repeat(100_000);
    List<Object> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.add(
        CliRun.file(directory, "long.json", Workflows.workflow(Workflows.node(id, "LogNoed"))));

    assertThat(CliRun.of(arguments.toArray()).out()).hasSizeLessThan(8_000).contains("x…x");
  }

  private void prints(Set<String> texts) {
    List<Object> arguments = new ArrayList<>(List.of("load"));
    for (String text : texts) {
      String name = arguments.size() + ".json";
      arguments.add(CliRun.file(directory, name, NastyStrings.document(text)));
    }
    CliRun text = CliRun.of(arguments.toArray());
    arguments.add(1, "--json");
    CliRun json = CliRun.of(arguments.toArray());

    for (CliRun run : List.of(text, json)) {
      assertThat(run.exit()).isLessThan(2);
      assertThat(run.out().codePoints().filter(next -> next != '\n'))
          .noneMatch(NastyStrings::isUnfit);
      assertThat(run.err()).isEmpty();
    }
    assertThat(json.lines()).hasSize(texts.size());
  }
}
