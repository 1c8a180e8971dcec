package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Documents;
import dev.sluice.support.Documents.Said;
import dev.sluice.support.Packing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that end too early, at every byte: always refused, and for that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TruncationTest {

  /** Where so little is left that it could as well be something else. */
  private static final Set<FindingCode> OF_A_STUB =
      EnumSet.of(FindingCode.TRUNCATED, FindingCode.MALFORMED_JSON, FindingCode.INVALID_UTF8);

  private final WorkflowLoader loader = Documents.loader().build();

  @AfterAll
  void close() {
    loader.close();
  }

  @ParameterizedTest
  @EnumSource
  void tryLoad_cutOffAnywhere_isTruncatedForAnyChunks(Packing packing) {
    String text = new String(Documents.named("metadata-last.json"), StandardCharsets.UTF_8);
    byte[] packed = packing.pack(text.strip().getBytes(StandardCharsets.UTF_8));

    for (int length = 0; length < packed.length; length++) {
      byte[] stub = Arrays.copyOf(packed, length);
      Said said = Said.by(loader, ByteSource.of("", stub));
      assertTruncated(said, packing, length);
      assertThat(Said.by(loader, Chunked.every(7, 3, stub))).as("%d bytes", length).isEqualTo(said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stock-report.json.gz", "branch-audit.json.zst"})
  void tryLoad_exampleCutOff_isTruncated(String name) throws IOException {
    byte[] packed = Files.readAllBytes(Path.of("docs", "examples", name));
    Packing packing = name.endsWith("gz") ? Packing.GZIP : Packing.ZSTD;

    for (int length = 4; length < packed.length; length += 9) {
      Said said = Said.by(loader, ByteSource.of("", Arrays.copyOf(packed, length)));
      assertTruncated(said, packing, length);
    }
  }

  private static void assertTruncated(Said said, Packing packing, int length) {
    assertThat(said.definition()).isEmpty();
    assertThat(said.report().accepted()).isFalse();
    if (packing != Packing.PLAIN && length < 4) {
      assertThat(codes(said)).as("%d bytes", length).containsAnyElementsOf(OF_A_STUB);
      return;
    }
    assertThat(codes(said)).as("%d bytes", length).contains(FindingCode.TRUNCATED);
    if (packing == Packing.PLAIN) {
      Finding last = said.report().findings().get(said.report().findings().size() - 1);
      assertThat(last.code()).isEqualTo(FindingCode.TRUNCATED);
      // a character that is cut off is named by its first byte
      assertThat(last.place().orElseThrow().offset()).isBetween(length - 3L, (long) length);
    }
  }

  private static List<FindingCode> codes(Said said) {
    return said.report().findings().stream().map(Finding::code).toList();
  }
}
