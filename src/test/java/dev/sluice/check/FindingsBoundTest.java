package dev.sluice.check;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.each;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.finding.Findings;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.model.Rejection;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Checked;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept of more findings than there is room for. */
class FindingsBoundTest {

  private static Finding finding(FindingCode code, int offset) {
    return Finding.at(code, "m", "/" + offset, new Place(1, offset + 1, offset));
  }

  @Test
  void findings_ofSeveralSeverities_dropInfosThenWarningsThenTheLastErrors() {
    List<Finding> all =
        new ArrayList<>(
            Stream.of(FindingCode.INVALID_TYPE, FindingCode.DUPLICATE_KEY, FindingCode.DIALECT)
                .flatMap(code -> Stream.iterate(0, i -> i + 1).limit(4).map(i -> finding(code, i)))
                .toList());
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(all, new Random(seed));

      assertThat(kept(all, 10))
          .containsExactlyInAnyOrder("E0", "E1", "E2", "E3", "W0", "W1", "W2", "W3", "I0", "I1");
      assertThat(kept(all, 6)).containsExactlyInAnyOrder("E0", "E1", "E2", "E3", "W0", "I0");
      assertThat(kept(all, 3)).containsExactlyInAnyOrder("E0", "W0", "I0");
    }
  }

  private static List<String> kept(List<Finding> all, int most) {
    Findings findings = new Findings(Profile.LENIENT, most);
    all.forEach(findings::report);
    ValidationReport report = findings.report();
    assertThat(report.omitted()).isEqualTo(all.size() - most);
    return report.findings().stream()
        .map(f -> f.severity().name().charAt(0) + "" + f.place().orElseThrow().offset())
        .toList();
  }

  @Test
  void findings_inAnyOrder_areReportedByOffsetThenCode() {
    List<Finding> all = new ArrayList<>();
    for (int offset = 0; offset < 5; offset++) {
      all.add(finding(FindingCode.INVALID_TYPE, offset));
      all.add(finding(FindingCode.AUTO_START, offset));
      all.add(finding(FindingCode.UNKNOWN_PORT, offset));
    }
    Collections.shuffle(all, new Random(7));
    Findings findings = new Findings(Profile.LENIENT, 100);
    all.forEach(findings::report);
    findings.report(Finding.of(FindingCode.BUSY, "nowhere"));

    assertThat(findings.report().findings())
        .extracting(Finding::code)
        .startsWith(
            FindingCode.BUSY,
            FindingCode.AUTO_START,
            FindingCode.INVALID_TYPE,
            FindingCode.UNKNOWN_PORT,
            FindingCode.AUTO_START);
  }

  @Test
  void end_whereThereIsNoRoom_isKeptAllTheSame() {
    Findings findings = new Findings(Profile.LENIENT, 2);
    for (int offset = 0; offset < 3; offset++) {
      findings.reject(finding(FindingCode.INVALID_TYPE, offset));
    }
    findings.end(Rejection.of(finding(FindingCode.MALFORMED_JSON, 99)));

    assertThat(findings.report().findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.INVALID_TYPE, FindingCode.MALFORMED_JSON);
    assertThat(findings.report().omitted()).isEqualTo(2);
    assertThat(findings.report().accepted()).isFalse();
  }

  @Test
  void reject_afterErrorsOfItsCodeFilledTheRoom_isReportedAsTheReason() {
    Findings findings = new Findings(Profile.LENIENT, 2);
    for (int offset = 0; offset < 3; offset++) {
      findings.report(finding(FindingCode.INVALID_TYPE, offset));
    }
    Finding late = finding(FindingCode.INVALID_TYPE, 99);
    findings.reject(FindingCode.INVALID_TYPE, 99, () -> late);

    ValidationReport report = findings.report();
    assertThat(report.rejection()).contains(Rejection.of(late));
    assertThat(report.findings()).hasSize(2).contains(late);
    assertThat(report.omitted()).isEqualTo(2);
  }

  @Test
  void document_withMoreFindingsThanKept_countsTheRest() {
    String nodes = START + each(999, i -> "," + node("n" + i, "EndNode", "{'x':1,'x':2,'y':1}"));
    Checked checked = Checked.lenient(workflow(nodes));

    assertThat(checked.findings()).hasSize(1000);
    // a duplicate key each, one list of unreachable nodes; the first info of its code stays
    assertThat(checked.findings())
        .filteredOn(finding -> finding.severity() == Severity.INFO)
        .hasSize(1);
    assertThat(checked.result().report().omitted()).isGreaterThanOrEqualTo(999);
  }

  @Test
  void document_withOneFindingMoreThanTheLimit_omitsOne() {
    String document =
        json(
            "{'metadata':{'name':'n'},'variables':1,'settings':2,'frames':3,'nodes':{"
                + START
                + "}}");
    Limits limits = Limits.untrusted();

    assertThat(Checked.within(limits.with(Limit.FINDINGS, 3), document).result().report().omitted())
        .isZero();
    Checked checked = Checked.within(limits.with(Limit.FINDINGS, 2), document).accepted();
    assertThat(checked.result().report().omitted()).isEqualTo(1);
    assertThat(checked.findings())
        .extracting(Finding::pointer)
        .containsExactly("/variables", "/settings");
  }

  @Test
  void rejection_behindManyWarnings_isAmongTheFindings() {
    String warnings = each(1200, i -> (i > 0 ? "," : "") + "'k':1");
    Checked checked =
        Checked.lenient(json("{'x':{" + warnings + "},'metadata':{'name':'n'},'nodes':7}"));

    checked.rejected();
    assertThat(checked.findings()).anyMatch(f -> f.severity() == Severity.ERROR);
    assertThat(checked.result().report().omitted()).isEqualTo(200);
  }

  @Test
  void findings_belowALongKey_keepNoPointersOfTheirOwn() {
    String key = "k".repeat(1 << 20);
    int count = 20_000;
    String document = "{\"extra\":{\"" + key + "\":{\"a\":0" + ",\"a\":0".repeat(count) + "}}}";
    Limits limits = Limits.trusted().with(Limit.FINDINGS, 2L * count);

    List<Finding> findings;
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(limits).build()) {
      ByteSource source = ByteSource.of("", document.getBytes(StandardCharsets.US_ASCII));
      findings = loader.validate(source).block().findings();
    }

    // 20 GB of pointers fit into no heap of a test
    List<Finding> duplicates =
        findings.stream().filter(f -> f.code() == FindingCode.DUPLICATE_KEY).toList();
    assertThat(duplicates).hasSize(count);
    assertThat(duplicates.get(count - 1).pointer()).isEqualTo("/extra/" + key + "/a");
  }
}
