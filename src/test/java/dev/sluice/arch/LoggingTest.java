package dev.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The guide lists who logs, and at which level; nothing else does. */
class LoggingTest {

  private static final JavaClasses CLASSES = LibraryClasses.all();

  @Test
  void loggers_allCalls_areThoseOfTheGuide() throws IOException {
    Set<String> calls = new TreeSet<>();
    for (JavaClass caller : CLASSES) {
      caller.getMethodCallsFromSelf().stream()
          .filter(call -> call.getTargetOwner().isEquivalentTo(Logger.class))
          .forEach(call -> calls.add(logger(caller) + " " + call.getName()));
    }

    Set<String> documented =
        Files.readAllLines(Path.of("docs/guide.md")).stream()
            .filter(line -> line.startsWith("| `dev.sluice."))
            .map(line -> line.split("\\|"))
            .map(cells -> cells[1].strip().replace("`", "") + " " + cells[2].strip())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(documented).isEqualTo(calls);
  }

  /** Measurements log with the name of the interface that hosts implement. */
  private static String logger(JavaClass caller) {
    String name = caller.getName().replaceFirst("\\$.*", "");
    return name.equals("dev.sluice.load.LoadMeasurement") ? "dev.sluice.config.LoadListener" : name;
  }
}
