package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.NastyStrings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a document says can reach into the terminal. */
class NastyOutputTest {

  @TempDir private Path folder;

  @Test
  void load_ourStrings_printsNoRawControlCharacter() {
    prints(NastyStrings.own());
  }

  @Test
  void load_knownStrings_printsNoRawControlCharacter() {
    prints(NastyStrings.known());
  }

  private void prints(Set<String> texts) {
    List<Object> arguments = new ArrayList<>(List.of("load"));
    for (String text : texts) {
      String name = arguments.size() + ".json";
      arguments.add(CliRun.file(folder, name, NastyStrings.document(text)));
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
