package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.lint.BannedType;
import dev.sluice.lint.Linter;
import dev.sluice.lint.ReferencedFiles;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

class WorkflowFixturesTest {

  /** Codes that no document causes: of the machine, the loader and the host's own code. */
  private static final Set<FindingCode> OF_NO_DOCUMENT =
      EnumSet.of(
          FindingCode.UNREADABLE,
          FindingCode.CHANGED_WHILE_READING,
          FindingCode.UNWRITABLE,
          FindingCode.NODE_CREATION_FAILED,
          FindingCode.HOST_RULE,
          FindingCode.BUSY,
          FindingCode.TIMED_OUT,
          FindingCode.INTERNAL);

  private static final WorkflowLoader LOADER = WorkflowLoader.create();

  @AfterAll
  static void close() {
    LOADER.close();
  }

  @ParameterizedTest
  @EnumSource
  void with_eachCode_provokesItOrSaysThatNoDocumentDoes(FindingCode code) {
    if (WorkflowFixtures.codes().contains(code)) {
      ReportCheck.of(LOADER.tryLoad(WorkflowFixtures.with(code)).block()).has(code);
    } else if (WorkflowFixtures.lintCodes().contains(code)) {
      ReportCheck.of(linted(WorkflowFixtures.with(code))).has(code);
      ReportCheck.of(LOADER.tryLoad(WorkflowFixtures.with(code)).block()).isAccepted();
    } else {
      assertThat(OF_NO_DOCUMENT).contains(code);
      assertThatThrownBy(() -> WorkflowFixtures.with(code))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no document has the finding " + code);
    }
  }

  @Test
  void lintCodes_areThoseOfTheLinter() {
    assertThat(WorkflowFixtures.lintCodes()).isEqualTo(new TreeSet<>(Linter.codes()));
  }

  /** The report of all lint rules, for the only document of a directory. */
  private static ValidationReport linted(byte[] document) {
    Path file = Path.of("fixture.json");
    ByteSource source = new FileOf(ByteSource.of("fixture", document), file);
    WorkflowDefinition definition = LOADER.read(source).block();
    ReferencedFiles files = new ReferencedFiles(List.of(Path.of("")));
    files.add(file, "fixture.json");
    files.add(file, definition);
    return new Linter(Limits.untrusted(), code -> true)
        .with(files.toReferences())
        .banning(List.of(new BannedType("LogNode", "", Severity.WARNING)))
        .added(ValidationReport.CLEAN, source, definition)
        .block();
  }

  /** Bytes in memory that are said to be those of a file. */
  private record FileOf(ByteSource content, Path path) implements ByteSource {
    @Override
    public String name() {
      return content.name();
    }

    @Override
    public Flux<ByteBuffer> read() {
      return content.read();
    }

    @Override
    public boolean isAtHand() {
      return content.isAtHand();
    }

    @Override
    public Optional<Path> file() {
      return Optional.of(path);
    }
  }

  @ParameterizedTest
  @EnumSource
  void failure_eachCode_hasTheCode(FindingCode code) {
    assertThat(WorkflowFixtures.failure(code).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource
  void ofKind_eachKind_isThatKind(DocumentKind kind) {
    ReadResult read = LOADER.tryRead(WorkflowFixtures.ofKind(kind)).block();

    assertThat(read.kind()).isEqualTo(kind);
    if (kind == DocumentKind.OTHER) {
      ReportCheck.of(read).isRejectedBy(FindingCode.NOT_A_WORKFLOW);
    } else {
      ReportCheck.of(read).isAccepted();
    }
  }

  @Test
  void with_document_isACopyForEachCaller() {
    byte[] first = WorkflowFixtures.with(FindingCode.CORRUPT_COMPRESSION);
    first[0] = 0;

    assertThat(WorkflowFixtures.with(FindingCode.CORRUPT_COMPRESSION)[0]).isEqualTo((byte) 0x1f);
  }
}
