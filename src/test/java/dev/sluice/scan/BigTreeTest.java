package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Memory for a large tree; under the profile {@code big} it is as large as promised. */
class BigTreeTest {

  private static final int FILES = Boolean.getBoolean("sluice.big") ? 100_000 : 4_000;
  private static final int PER_DIRECTORY = 1_000;

  /** What a file costs that waits for its turn, and what a running scan costs in all. */
  private static final long PER_FILE = 400;

  private static final long FIXED = 2L << 20;

  @TempDir private Path root;

  @BeforeEach
  void makeTheTree() throws IOException {
    for (int i = 0; i < FILES; i++) {
      Path directory = root.resolve("directory " + i / PER_DIRECTORY);
      if (i % PER_DIRECTORY == 0) {
        Files.createDirectory(directory);
      }
      Files.createFile(directory.resolve("a workflow of number " + i + ".json"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void scan_largeTree_keepsNoResultsAndLittlePerFile(ScanOptions.Order order) {
    long before = usedMemory();
    long[] most = {0};

    Long count =
        new DirectoryScanner(
                ScanOptions.builder().order(order).build(), Schedulers.boundedElastic())
            .scan(root, path -> Mono.fromSupplier(() -> new byte[8 << 10]))
            .index()
            .doOnNext(
                entry -> {
                  if (entry.getT1() % (FILES / 4) == 1) {
                    most[0] = Math.max(most[0], usedMemory() - before);
                  }
                })
            .count()
            .block();

    assertThat(count).isEqualTo(FILES);
    assertThat(most[0]).isLessThan(FIXED + PER_FILE * FILES);
  }

  private static long usedMemory() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
