package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A document of 100,000 nodes in a heap that may be too small: an answer or a failure, no hang. */
class SmallHeapIT {

  private static final int NODES = 100_000;

  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws IOException {
    try (BufferedWriter json = Files.newBufferedWriter(folder.resolve("big.json"))) {
      json.write("{\"metadata\":{\"name\":\"big\"},\"nodes\":{");
      for (int i = 0; i < NODES; i++) {
        json.write(i == 0 ? "" : ",");
        json.write("\"n" + i + "\":{\"node_id\":\"n" + i + "\",\"node_type\":\"LogNode\",");
        json.write("\"config\":{\"message\":\"what is logged at step " + i + "\"}}");
      }
      json.write("},\"connections\":[]}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx32m, -XX:+UseSerialGC",
    "-Xmx64m, -XX:+UseSerialGC",
    "-Xmx96m, -XX:+UseSerialGC",
    "-Xmx48m, -XX:+UseG1GC",
    "-Xmx128m, -XX:+UseG1GC"
  })
  void load_smallHeap_answersOrFails(String heap, String collector) throws Exception {
    RealJar.Ended ended = run(heap, collector, "load");

    assertThat(ended.exit()).as(ended.toString()).isIn(0, 3);
    if (ended.exit() == 3) {
      assertThat(ended.out() + ended.err()).containsAnyOf("INTERNAL", "out of memory");
    }
  }

  @ParameterizedTest
  @CsvSource({"-Xmx64m, -XX:+UseSerialGC", "-Xmx64m, -XX:+UseG1GC"})
  void validate_64MiB_answers(String heap, String collector) throws Exception {
    RealJar.Ended ended = run(heap, collector, "validate");

    assertThat(ended.err()).contains("1 file in ");
    assertThat(ended.exit()).as(ended.toString()).isIn(0, 1);
  }

  private static RealJar.Ended run(String heap, String collector, String command)
      throws IOException, InterruptedException {
    return RealJar.in(folder)
        .jvm(heap, collector)
        .within(Duration.ofMinutes(3))
        .run(command, "--limits", "trusted", "big.json");
  }
}
