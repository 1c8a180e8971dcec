package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

/** The shipped examples: what they hold, how they were made, and that splits change nothing. */
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
  void packedExamples_areWhatTheGeneratorMakes() throws IOException {
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

  /** Cuts each document, packed in each way, in two at every so many bytes. */
  @ParameterizedTest
  @CsvSource({INVOICES + ",1", ExampleGenerator.STOCK_REPORT + ",41"})
  void load_everySplit_equalsTheWhole(String name, int stride) throws IOException {
    String document = unpacked(name);
    WorkflowDefinition whole = definition(load(plain(document)));

    for (Map.Entry<String, byte[]> form : forms(document).entrySet()) {
      byte[] bytes = form.getValue();
      for (int cut = 0; cut <= bytes.length; cut += stride) {
        Flux<ByteBuffer> halves =
            Flux.just(
                ByteBuffer.wrap(bytes, 0, cut), ByteBuffer.wrap(bytes, cut, bytes.length - cut));
        assertThat(load(ByteSource.of("halves", halves)).definition())
            .as("%s, %s, cut at %d", name, form.getKey(), cut)
            .contains(whole);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({INVOICES, ExampleGenerator.STOCK_REPORT, ExampleGenerator.BRANCH_AUDIT})
  void load_byteByByte_equalsTheWhole(String name) throws IOException {
    String document = unpacked(name);
    LoadResult whole = load(plain(document));

    for (Map.Entry<String, byte[]> form : forms(document).entrySet()) {
      byte[] bytes = form.getValue();
      Flux<ByteBuffer> single =
          Flux.range(0, bytes.length).map(index -> ByteBuffer.wrap(bytes, index, 1));
      LoadResult result = load(ByteSource.of("bytes", single));
      assertThat(definition(result)).as(form.getKey()).isEqualTo(definition(whole));
      assertThat(result.report()).as(form.getKey()).isEqualTo(whole.report());
    }
  }

  private static Map<String, byte[]> forms(String document) throws IOException {
    return Map.of(
        "plain", document.getBytes(StandardCharsets.UTF_8),
        "gzip", ExampleGenerator.gzip(document),
        "zstd", ExampleGenerator.zstd(document));
  }

  private static WorkflowDefinition definition(LoadResult result) {
    return result.definition().orElseThrow();
  }

  private LoadResult load(ByteSource source) {
    return loader.tryLoad(source).block();
  }

  private static ByteSource plain(String document) {
    return ByteSource.of("plain", document.getBytes(StandardCharsets.UTF_8));
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
