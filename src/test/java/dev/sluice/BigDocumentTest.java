package dev.sluice;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limits;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.source.ByteSource;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documents that do not fit into the heap they are read in: one of some 32 MB, and with {@code
 * -Dsluice.big=true} one of 400 MB.
 */
final class BigDocumentTest {

  private static final boolean LARGE = Boolean.getBoolean("sluice.big");
  private static final int NODES = LARGE ? 1_000_000 : 80_000;
  private static final String SKELETON_HEAP = LARGE ? "-Xmx32m" : "-Xmx26m";
  private static final String CHECK_HEAP = LARGE ? "-Xmx192m" : "-Xmx48m";

  @TempDir private Path directory;

  /** Reads one document in a process of its own, and prints the outcome. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      long start = System.nanoTime();
      ByteSource source = ByteSource.of(Path.of(arguments[1]));
      try (WorkflowLoader loader = WorkflowLoader.builder().limits(Limits.trusted()).build()) {
        if (arguments[0].equals("skeleton")) {
          WorkflowSkeleton skeleton = loader.skeleton(source).block();
          System.out.println(skeleton.nodeCount() + " nodes of " + skeleton.nodeTypes());
        } else {
          ValidationReport report = loader.validate(source).block();
          System.out.println(report.accepted() + " with " + report.findings());
        }
      }
      System.out.printf(
          "peak heap %d MB, %.1f s%n", peakHeap() >> 20, (System.nanoTime() - start) / 1e9);
    }

    private static long peakHeap() {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getPeakUsage)
          .mapToLong(usage -> usage.getUsed())
          .sum();
    }
  }

  /** A chain of nodes, each some 410 bytes with its connection. */
  private Path document() throws IOException {
    Path file = directory.resolve("big.json");
    try (BufferedWriter json = Files.newBufferedWriter(file, US_ASCII)) {
      json.write("{\"metadata\":{\"name\":\"Big\"},\"nodes\":{");
      for (int i = 0; i < NODES; i++) {
        json.write(i == 0 ? "" : ",");
        json.write(node(i));
      }
      json.write("},\"connections\":[");
      for (int i = 1; i < NODES; i++) {
        json.write(i == 1 ? "" : ",");
        json.write(
            "{\"source_node\":\"%s\",\"source_port\":\"exec_out\",\"target_node\":\"%s\",\"target_port\":\"exec_in\"}"
                .formatted(id(i - 1), id(i)));
      }
      json.write("]}");
    }
    return file;
  }

  private static String node(int number) {
    String config =
        number == 0
            ? ""
            : "\"message\":\"Step %07d is done, {{rows}} rows are left to go, and when they are done the customer gets a letter\",\"level\":\"info\",\"include_timestamp\":true"
                .formatted(number);
    return "\"%s\":{\"node_id\":\"%s\",\"node_type\":\"%s\",\"config\":{%s},\"position\":[%d.0,%d.5]}"
        .formatted(
            id(number),
            id(number),
            number == 0 ? "StartNode" : "LogNode",
            config,
            number * 200,
            number % 7 * 80);
  }

  private static String id(int number) {
    return "node_" + Integer.toHexString(0x1000000 + number * 7919);
  }

  private static String run(String what, Path document, String heap)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                what,
                document.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void skeleton_ofADocumentLargerThanTheHeap_countsItsNodes(TestReporter reporter)
      throws IOException, InterruptedException {
    Path document = document();
    String output = run("skeleton", document, SKELETON_HEAP);
    reporter.publishEntry(Files.size(document) + " bytes, " + SKELETON_HEAP + ": " + output);
    assertThat(output).contains(NODES + " nodes of [LogNode, StartNode]");
  }

  @Test
  void validate_ofADocumentWhoseDefinitionWouldNotFit_findsNothing(TestReporter reporter)
      throws IOException, InterruptedException {
    Path document = document();
    String output = run("validate", document, CHECK_HEAP);
    reporter.publishEntry(Files.size(document) + " bytes, " + CHECK_HEAP + ": " + output);
    assertThat(output).contains("true with []");
  }
}
