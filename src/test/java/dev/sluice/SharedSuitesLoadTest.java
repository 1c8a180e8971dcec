package dev.sluice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Rejection;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/**
 * Suites of others through the public API, whole and cut in two before every byte: each text of
 * JSONTestSuite as a variable of a workflow, the goldens of zstd, and gzip members.
 *
 * <p>Two of the texts have hundreds of thousands of bytes and are cut at 2,000 places, unless
 * {@code -Dsluice.splits=all} is given.
 */
class SharedSuitesLoadTest {

  private static final Path SUITES = Path.of("src/test/resources/suites");
  private static final boolean ALL = "all".equals(System.getProperty("sluice.splits"));
  private static final int MOST_CUTS = 2_000;

  private static final Set<FindingCode> DAMAGED =
      EnumSet.of(FindingCode.CORRUPT_COMPRESSION, FindingCode.TRUNCATED);

  private final WorkflowLoader loader =
      WorkflowLoader.builder().scheduler(Schedulers.immediate()).build();

  @AfterEach
  void close() {
    loader.close();
  }

  @Test
  void read_textsThatAreJson_areAcceptedAtEverySplit() throws IOException {
    for (Path file : files("JSONTestSuite/test_parsing", "y_", 95)) {
      assertThat(everySplitOf(document(file))).as("%s", file).isEmpty();
    }
  }

  @Test
  void read_textsThatAreNotJson_areRejectedAtEverySplit() throws IOException {
    for (Path file : files("JSONTestSuite/test_parsing", "n_", 188)) {
      assertThat(everySplitOf(document(file))).as("%s", file).isPresent();
    }
  }

  @Test
  void read_textsThatJsonLeavesOpen_areReadAlikeAtEverySplit() throws IOException {
    for (Path file : files("JSONTestSuite/test_parsing", "i_", 35)) {
      everySplitOf(document(file));
    }
  }

  @Test
  void read_zstdGoldens_areReadLikeTheirContentAtEverySplit() throws IOException {
    for (Path file : files("zstd/golden-decompression", "", 4)) {
      byte[] golden = Files.readAllBytes(file);
      byte[] content;
      try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(golden))) {
        content = in.readAllBytes();
      }
      // none of them is JSON
      assertThat(everySplitOf(golden).map(Finding::code))
          .as("%s", file)
          .isEqualTo(rejection(ByteSource.of("content", content)).map(Finding::code))
          .isPresent();
    }
  }

  @Test
  void read_zstdGoldenErrors_areRejectedAtEverySplit() throws IOException {
    for (Path file : files("zstd/golden-decompression-errors", "", 3)) {
      assertThat(everySplitOf(Files.readAllBytes(file)))
          .as("%s", file)
          .hasValueSatisfying(finding -> assertThat(DAMAGED).contains(finding.code()));
    }
  }

  @Test
  void read_gzipMembers_areReadAlikeAtEverySplit() throws IOException {
    byte[] document = Workflows.chain(3).getBytes(UTF_8);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    int third = document.length / 3;
    members.write(Packing.GZIP.pack(Arrays.copyOf(document, third)));
    members.write(Packing.GZIP.pack(new byte[0]));
    members.write(Packing.GZIP.pack(Arrays.copyOfRange(document, third, document.length)));

    assertThat(everySplitOf(members.toByteArray())).isEmpty();
  }

  /** What rejects a document, which is the same finding however it is cut. */
  private Optional<Finding> everySplitOf(byte[] document) {
    Optional<Finding> whole = rejection(ByteSource.of("document", document));
    int stride = ALL ? 1 : 1 + document.length / MOST_CUTS;
    for (int cut = 1; cut < document.length; cut += stride) {
      assertThat(rejection(Chunked.at(cut, document))).as("cut at %d", cut).isEqualTo(whole);
    }
    return whole;
  }

  private Optional<Finding> rejection(ByteSource source) {
    return loader.tryRead(source).block().report().rejection().map(Rejection::finding);
  }

  private static byte[] document(Path file) throws IOException {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    document.write("{\"nodes\":{},\"variables\":{\"text\":".getBytes(UTF_8));
    document.write(Files.readAllBytes(file));
    document.write("}}".getBytes(UTF_8));
    return document.toByteArray();
  }

  private static List<Path> files(String directory, String prefix, int count) throws IOException {
    try (Stream<Path> files = Files.list(SUITES.resolve(directory))) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList();
      assertThat(found).hasSize(count);
      return found;
    }
  }
}
