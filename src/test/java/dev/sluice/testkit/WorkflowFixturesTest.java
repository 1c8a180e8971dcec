package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.lint.Linter;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.FindingCode;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
  void with_eachCode_provokesItOrSaysThatNoLoadFindsIt(FindingCode code) {
    if (WorkflowFixtures.codes().contains(code)) {
      ReportCheck.of(LOADER.tryLoad(WorkflowFixtures.with(code)).block()).has(code);
    } else {
      assertThat(OF_NO_DOCUMENT.contains(code) || Linter.codes().contains(code)).isTrue();
      assertThatThrownBy(() -> WorkflowFixtures.with(code))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a load finds no " + code + " in documents");
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
