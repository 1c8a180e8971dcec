package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScanTallyTest {

  private static ScanTally after(WorkflowException... failures) {
    ScanTally tally = new ScanTally();
    for (WorkflowException failure : failures) {
      tally.fail(failure);
    }
    return tally;
  }

  @Test
  void exitCode_failureOfTheProgramItself_isThatOfAnUnreadableInput() {
    ScanTally tally =
        after(new LoaderFailedException(Finding.of(FindingCode.INTERNAL, "no zstd"), null));

    assertThat(tally.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(tally.summary(Duration.ZERO)).startsWith("0 workflows, 1 unreadable in ");
  }

  @Test
  void exitCode_ofSeveralFailures_isTheHighest() {
    WorkflowException rejected =
        new InvalidWorkflowException(Finding.of(FindingCode.NOT_A_WORKFLOW, "m"), null);
    WorkflowException gone =
        new UnreadableSourceException(Finding.of(FindingCode.UNREADABLE, "m"), null);

    assertThat(after(rejected).exitCode()).isEqualTo(ExitCode.REJECTED);
    assertThat(after(gone, rejected).exitCode()).isEqualTo(ExitCode.UNREADABLE);
  }
}
