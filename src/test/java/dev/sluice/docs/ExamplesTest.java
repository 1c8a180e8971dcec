package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shipped examples: what they hold and how they were made. */
class ExamplesTest {

  static final String INVOICES = "overdue-invoices.json";

  private static final Path DIRECTORY = Path.of("docs", "examples");

  private final WorkflowLoader loader = WorkflowLoader.create();

  @AfterEach
  void close() {
    loader.close();
  }

  @Test
  void smallExample_load_givesNoFindings() throws IOException {
    LoadResult result = load(read(INVOICES));

    assertThat(result.report().findings()).isEmpty();
    assertThat(result.schema().orElseThrow().nodes()).hasSize(10);
  }

  @Test
  void compressedExamples_areWhatTheGeneratorMakes() throws IOException {
    assertThat(unpacked(ExampleGenerator.STOCK_REPORT))
        .isEqualTo(ExampleGenerator.stockReport().json());
    assertThat(unpacked(ExampleGenerator.BRANCH_AUDIT))
        .isEqualTo(ExampleGenerator.branchAudit().json());
  }

  @Test
  void stockReport_load_migratesTypes() throws IOException {
    LoadResult result = load(read(ExampleGenerator.STOCK_REPORT));

    assertThat(result.schema().orElseThrow().nodes()).hasSize(50);
    assertThat(result.report().findings())
        .hasSize(13)
        .extracting(Finding::code)
        .containsOnly(FindingCode.MIGRATED_TYPE);
  }

  @Test
  void branchAudit_load_reportsItsFaultsAndIsAccepted() throws IOException {
    LoadResult result = load(read(ExampleGenerator.BRANCH_AUDIT));

    assertThat(result.schema().orElseThrow().nodes()).hasSize(200);
    assertThat(result.report().findings())
        .extracting(Finding::code)
        .containsExactly(
            FindingCode.UNKNOWN_CONFIG_KEY,
            FindingCode.UNKNOWN_NODE_TYPE,
            FindingCode.UNREACHABLE_NODES,
            FindingCode.ORPHANED_CONNECTION);
  }

  private LoadResult load(ByteSource source) {
    return loader.tryLoad(source).block();
  }

  private static ByteSource read(String name) throws IOException {
    return ByteSource.of(name, Files.readAllBytes(DIRECTORY.resolve(name)));
  }

  private static String unpacked(String name) throws IOException {
    byte[] packed = Files.readAllBytes(DIRECTORY.resolve(name));
    try (InputStream file = new ByteArrayInputStream(packed);
        InputStream document =
            name.endsWith(".gz")
                ? new GZIPInputStream(file)
                : name.endsWith(".zst") ? new ZstdInputStream(file) : file) {
      return new String(document.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
