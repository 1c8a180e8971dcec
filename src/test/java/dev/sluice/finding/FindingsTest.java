package dev.sluice.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Profile;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of too many findings does not depend on the order in which they are found. */
class FindingsTest {

  private static final List<FindingCode> CODES =
      List.of(FindingCode.INVALID_TYPE, FindingCode.DUPLICATE_KEY, FindingCode.UNKNOWN_NODE_TYPE);

  private static final List<Severity> SEVERITIES = List.of(Severity.values());

  private final Random random = new Random(1);

  @ParameterizedTest
  @EnumSource
  void report_anyOrderOfDiscovery_isTheSame(Profile profile) {
    for (int round = 0; round < 2_000; round++) {
      List<Finding> found = someFindings();
      int most = 1 + random.nextInt(4);
      ValidationReport expected = reported(found, profile, most);
      for (int order = 0; order < 5; order++) {
        Collections.shuffle(found, random);
        assertThat(reported(found, profile, most)).as("%s", found).isEqualTo(expected);
        assertThat(reportedOnDemand(found, profile, most)).as("%s", found).isEqualTo(expected);
      }
    }
  }

  @Test
  void report_findingsAtOnePlace_areInDocumentOrder() {
    Findings findings = new Findings(Profile.LENIENT, 1_000);
    for (int i = 0; i < 300; i++) {
      int offset = random.nextInt(10);
      findings.report(
          Finding.at(
              CODES.get(random.nextInt(CODES.size())),
              "message " + random.nextInt(5),
              "/" + random.nextInt(3),
              new Place(1, 1 + offset, offset)));
    }
    assertThat(findings.report().findings())
        .hasSize(300)
        .isSortedAccordingTo(Finding.DOCUMENT_ORDER);
  }

  @Test
  void reportNext_besideOtherFindingsOfThePlace_isInDocumentOrder() {
    for (int round = 0; round < 100; round++) {
      Findings findings = new Findings(Profile.LENIENT, 1_000);
      for (int place = 0; place < 5; place++) {
        int offset = round % 2 == 0 ? place : 5 - place;
        findings.reportNext(finding(offset, "1"));
        findings.reportNext(finding(offset, "2"));
        if (random.nextInt(10) == 0) {
          findings.report(finding(random.nextInt(6), "0"));
        }
      }
      assertThat(findings.report().findings())
          .hasSizeBetween(10, 15)
          .isSortedAccordingTo(Finding.DOCUMENT_ORDER);
    }
  }

  private static Finding finding(int offset, String message) {
    return Finding.at(CODES.get(0), message, "", new Place(1, 1 + offset, offset));
  }

  private List<Finding> someFindings() {
    List<Finding> found = new ArrayList<>();
    for (int offset = 0; offset < 7; offset++) {
      FindingCode code = CODES.get(random.nextInt(CODES.size()));
      Severity severity = SEVERITIES.get(random.nextInt(SEVERITIES.size()));
      Place place = new Place(1, 1 + offset, offset);
      found.add(Finding.at(code, "finding " + offset, "", place).withSeverity(severity));
    }
    return found;
  }

  private static ValidationReport reported(List<Finding> found, Profile profile, int most) {
    Findings findings = new Findings(profile, most);
    found.forEach(findings::report);
    return findings.report();
  }

  private static ValidationReport reportedOnDemand(List<Finding> found, Profile profile, int most) {
    Findings findings = new Findings(profile, most);
    for (Finding finding : found) {
      long offset = finding.place().orElseThrow().offset();
      findings.report(finding.code(), finding.severity(), offset, () -> finding);
    }
    return findings.report();
  }
}
