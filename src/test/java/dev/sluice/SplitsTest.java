package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.lint.Linter;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Documents;
import dev.sluice.support.Documents.Said;
import dev.sluice.support.Packing;
import dev.sluice.support.SharedData;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A load says the same, findings and their order included, however its bytes are cut into chunks.
 *
 * <p>With {@code -Dsluice.splits=all} the shipped examples are cut in two before every byte too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplitsTest {

  private static final Path EXAMPLES = Path.of("docs", "examples");

  /** What is checked on request only. */
  private static final Set<FindingCode> LINT = Linter.codes();

  /** What no bytes of a document can cause. */
  private static final Set<FindingCode> NOT_OF_DOCUMENTS =
      EnumSet.of(
          FindingCode.UNREADABLE,
          FindingCode.CHANGED_WHILE_READING,
          FindingCode.CORRUPT_COMPRESSION,
          FindingCode.UNWRITABLE,
          FindingCode.BUSY,
          FindingCode.TIMED_OUT,
          FindingCode.INTERNAL);

  private final WorkflowLoader loader = Documents.loader().build();

  @AfterAll
  void close() {
    loader.close();
  }

  static Stream<String> documents() {
    return Documents.all().keySet().stream();
  }

  @Test
  void documents_together_haveEveryFinding() {
    EnumSet<FindingCode> missing = EnumSet.complementOf(EnumSet.copyOf(NOT_OF_DOCUMENTS));
    missing.removeAll(LINT);
    for (byte[] document : Documents.all().values()) {
      for (Finding finding : whole(document).report().findings()) {
        missing.remove(finding.code());
      }
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void tryLoad_cutInTwoAnywhere_hasTheSameResult(String name) {
    byte[] document = Documents.named(name);
    Said whole = whole(document);

    int stride = name.endsWith(".json") ? 1 : 5; // those with other ends of lines are long
    assertThat(split(document, stride)).containsOnly(whole);
    assertThat(split(Packing.GZIP.pack(document), 3)).containsOnly(whole);
    assertThat(split(Packing.ZSTD.pack(document), 3)).containsOnly(whole);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void tryLoad_byteByByte_hasTheSameResult(String name) {
    byte[] document = Documents.named(name);
    Said whole = whole(document);

    for (Packing packing : Packing.values()) {
      assertThat(Said.by(loader, Chunked.byteByByte(packing.pack(document)))).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overdue-invoices.json", "stock-report.json.gz", "branch-audit.json.zst"})
  void tryLoad_exampleCutBeforeEveryByte_saysTheSame(String name) throws IOException {
    byte[] source = Files.readAllBytes(EXAMPLES.resolve(name));
    byte[] document = Packing.unpack(source);
    Said whole = whole(document);

    for (Packing packing : Packing.values()) {
      byte[] packed = packing.pack(document);
      assertThat(Said.by(loader, ByteSource.of("", packed))).as("%s", packing).isEqualTo(whole);
      assertThat(Said.by(loader, Chunked.byteByByte(packed))).as("%s", packing).isEqualTo(whole);
      int size = Math.max(13, packed.length / 1_000);
      for (int first = 1; first <= size; first++) {
        assertThat(Said.by(loader, Chunked.every(size, first, packed)))
            .as("%s, chunks of %d after %d", packing, size, first)
            .isEqualTo(whole);
      }
      if (System.getProperty("sluice.splits", "").equals("all")) {
        assertThat(split(packed, 1)).as("%s", packing).containsOnly(whole);
      }
    }
  }

  /** More than what is gathered for the blocking parser, so that a file is read in chunks too. */
  @ParameterizedTest
  @EnumSource
  void tryLoad_documentOfMoreThanAMebibyte_hasTheSameResult(Packing packing) {
    String nodes =
        Workflows.each(
            200,
            i ->
                (i == 0 ? "" : ",")
                    + Workflows.node("n" + i, i % 3 == 0 ? "LogNoed" : "LogNode", config(i)));
    byte[] document = Workflows.bytes("{\"nodes\":{" + nodes + "}}");
    assertThat(document.length).isGreaterThan(1 << 20);
    byte[] packed = packing.pack(document);
    Said whole = whole(document);

    assertThat(whole.report().findings()).hasSizeGreaterThan(24);
    assertThat(Said.by(loader, ByteSource.of("", packed))).isEqualTo(whole);
    for (int size : new int[] {1_021, 8_191, 65_536}) {
      assertThat(Said.by(loader, Chunked.every(size, 5, packed))).isEqualTo(whole);
    }
  }

  @Test
  void tryLoad_sharedCases_haveTheSameResultForAnyChunks() throws IOException {
    try (Stream<Path> files = Files.list(SharedData.CASES.required())) {
      List<Path> documents =
          files.filter(file -> !file.toString().endsWith(".expected")).sorted().toList();
      assertThat(documents).hasSizeGreaterThan(100);
      for (Path file : documents) {
        byte[] source = Files.readAllBytes(file);
        Said whole = whole(source);
        int smallest = source.length < 20_000 ? 1 : source.length / 5_000;
        for (int size : new int[] {smallest, 2 * smallest + 1, source.length / 2 + 1}) {
          assertThat(Said.by(loader, Chunked.every(size, size / 2, source)))
              .as("%s in chunks of %d", file, size)
              .isEqualTo(whole);
        }
      }
    }
  }

  /** Some kilobytes that hardly shrink when they are compressed. */
  private static String config(int seed) {
    byte[] noise = new byte[4_500];
    new Random(seed).nextBytes(noise);
    return "{\"ä\":\"" + Base64.getEncoder().encodeToString(noise) + "\"}";
  }

  private Said whole(byte[] document) {
    return Said.by(loader, ByteSource.of("", document));
  }

  private Stream<Said> split(byte[] source, int stride) {
    return Stream.iterate(0, cut -> cut <= source.length, cut -> cut + stride)
        .map(cut -> Said.by(loader, Chunked.at(cut, source)));
  }
}
