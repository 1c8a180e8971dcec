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

/** Documents in a heap that may be too small for them: an answer or a failure, no hang. */
class SmallHeapIT {

  private static final int NODES = 100_000;

  @TempDir private static Path directory;

  @BeforeAll
  static void write() throws IOException {
    write("big.json", NODES, "what is logged");
    write("bulky.json", 150_000, "what is logged in words that nobody needs ".repeat(7));
  }

  /** One member with so many values that memory ends while it is read, at the default limits. */
  @BeforeAll
  static void writeLongMembers() throws IOException {
    String tags = "\"a\",".repeat(999_999) + "\"a\"";
    String frames = "[],".repeat(1_999_999) + "[]";
    Files.writeString(
        directory.resolve("tags.json"), "{\"metadata\":{\"tags\":[" + tags + "]},\"nodes\":{}}");
    Files.writeString(
        directory.resolve("frames.json"), "{\"nodes\":{},\"frames\":[" + frames + "]}");
  }

  private static void write(String name, int nodes, String message) throws IOException {
    try (BufferedWriter json = Files.newBufferedWriter(directory.resolve(name))) {
      json.write("{\"metadata\":{\"name\":\"big\"},\"nodes\":{");
      for (int i = 0; i < nodes; i++) {
        json.write(i == 0 ? "" : ",");
        json.write("\"n" + i + "\":{\"node_id\":\"n" + i + "\",\"node_type\":\"LogNode\",");
        json.write("\"config\":{\"message\":\"" + message + " at step " + i + "\"}}");
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
    RealJar.Ended ended = run(heap, collector, "load", "big.json");

    assertThat(ended.exit()).as(ended.toString()).isIn(0, 3);
    if (ended.exit() == 3) {
      assertThat(ended.out() + ended.err()).containsAnyOf("INTERNAL", "Out of memory");
    }
  }

  /** The second document has 57 MB, nearly as much as the heap. */
  @ParameterizedTest
  @CsvSource({
    "-XX:+UseSerialGC, big.json",
    "-XX:+UseG1GC, big.json",
    "-XX:+UseSerialGC, bulky.json",
    "-XX:+UseG1GC, bulky.json"
  })
  void validate_64MiB_answers(String collector, String document) throws Exception {
    RealJar.Ended ended = run("-Xmx64m", collector, "validate", document);

    assertThat(ended.err()).contains("1 file checked in ");
    assertThat(ended.exit()).as(ended.toString()).isIn(0, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx48m, -XX:+UseSerialGC, load, tags.json",
    "-Xmx56m, -XX:+UseG1GC, load, tags.json",
    "-Xmx48m, -XX:+UseSerialGC, validate, tags.json",
    "-Xmx56m, -XX:+UseG1GC, validate, tags.json",
    "-Xmx32m, -XX:+UseSerialGC, validate, frames.json",
    "-Xmx56m, -XX:+UseG1GC, validate, frames.json"
  })
  void memberLargerThanTheHeap_underDefaultLimits_answersOrFails(
      String heap, String collector, String command, String document) throws Exception {
    RealJar.Ended ended = RealJar.in(directory).jvm(heap, collector).run(command, document);

    assertThat(ended.exit()).as(ended.toString()).isIn(0, 1, 3);
    if (ended.exit() == 3) {
      assertThat(ended.out() + ended.err()).containsAnyOf("INTERNAL", "Out of memory");
    }
  }

  private static RealJar.Ended run(String heap, String collector, String command, String document)
      throws IOException, InterruptedException {
    return RealJar.in(directory)
        .jvm(heap, collector)
        .within(Duration.ofMinutes(3))
        .run(command, "--limits", "trusted", document);
  }
}
