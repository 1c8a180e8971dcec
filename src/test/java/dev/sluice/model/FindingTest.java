package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Findings whose texts are made when they are asked for. */
class FindingTest {

  private static final Place PLACE = new Place(2, 3, 17);

  @Test
  void texts_ofAFinding_areMadeWhenTheyAreAskedFor() {
    AtomicInteger made = new AtomicInteger();
    Finding finding =
        Finding.at(
                FindingCode.UNKNOWN_PORT,
                PLACE,
                () -> "/connections/" + made.incrementAndGet(),
                () -> "message " + made.incrementAndGet())
            .suggesting(() -> Optional.of("suggestion " + made.incrementAndGet()))
            .relating(() -> List.of("/related/" + made.incrementAndGet()))
            .withSeverity(Severity.ERROR);

    assertThat(finding.place()).contains(PLACE);
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(made).hasValue(0);
    assertThat(finding.pointer()).isEqualTo("/connections/1");
    assertThat(finding.message()).isEqualTo("message 2");
    assertThat(finding.suggestion()).contains("suggestion 3");
    assertThat(finding.related()).containsExactly("/related/4");
    assertThat(finding.pointer()).isEqualTo("/connections/5");
  }

  @Test
  void equals_textsThatAreMade_areComparedWithTextsThatAreThere() {
    Finding made = Finding.at(FindingCode.UNKNOWN_PORT, PLACE, () -> "/a", () -> "m");
    Finding there = Finding.at(FindingCode.UNKNOWN_PORT, "m", "/a", PLACE);

    assertThat(made).isEqualTo(there).hasSameHashCodeAs(there).hasToString(there.toString());
    assertThat(made.suggesting(Optional::empty)).isEqualTo(there);
    assertThat(made)
        .isNotEqualTo(there.withSeverity(Severity.ERROR))
        .isNotEqualTo(there.suggesting("s"))
        .isNotEqualTo(there.relating(List.of("/b")))
        .isNotEqualTo(Finding.at(FindingCode.UNKNOWN_PORT, "n", "/a", PLACE))
        .isNotEqualTo(Finding.at(FindingCode.UNKNOWN_PORT, "m", "/b", PLACE))
        .isNotEqualTo(Finding.at(FindingCode.UNKNOWN_PORT, "m", "/a", Place.START))
        .isNotEqualTo(Finding.of(FindingCode.UNKNOWN_PORT, "m"));
  }
}
