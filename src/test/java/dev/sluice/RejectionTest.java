package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Rejection;
import dev.sluice.model.Rejection.Kind;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which finding rejects a document, and whose problem it is. */
class RejectionTest {

  /** A loop, which a lenient load accepts, before a node whose config is not an object. */
  private static final String LOOP_THEN_BAD_CONFIG =
      Workflows.json(
          "{'connections':[{'source_node':'a','source_port':'exec_out',"
              + "'target_node':'a','target_port':'exec_in'}],"
              + "'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':3}}}");

  private static ByteSource source(String document) {
    return ByteSource.of("upload", document.getBytes(StandardCharsets.UTF_8));
  }

  private static Rejection rejection(ByteSource source, Profile profile) {
    try (WorkflowLoader loader =
        WorkflowLoader.builder()
            .profile(profile)
            .limits(Limits.untrusted().with(Limit.NODES, 2))
            .build()) {
      ValidationReport report = loader.validate(source).block();
      assertThat(report.accepted()).isEqualTo(report.rejection().isEmpty());
      return report.rejection().orElseThrow();
    }
  }

  private static byte[] gzip(String document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(document.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void validate_semanticErrorBeforeStructuralOne_namesTheOneThatRejects() {
    ByteSource source = source(LOOP_THEN_BAD_CONFIG);

    assertThat(rejection(source, Profile.LENIENT).finding().pointer()).isEqualTo("/nodes/a/config");
    assertThat(rejection(source, Profile.STRICT).finding().code())
        .isEqualTo(FindingCode.CIRCULAR_DEPENDENCY);
  }

  @Test
  void load_semanticErrorBeforeStructuralOne_failsWithTheOneThatRejects() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      assertThatThrownBy(() -> loader.load(source(LOOP_THEN_BAD_CONFIG)).block())
          .isInstanceOfSatisfying(
              InvalidWorkflowException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(FindingCode.INVALID_TYPE);
                assertThat(failure.report().rejection()).contains(failure.rejection());
              });
    }
  }

  @Test
  void validate_passThatEndsEarly_isRejectedByWhatEndedIt() {
    String cut = LOOP_THEN_BAD_CONFIG.substring(0, LOOP_THEN_BAD_CONFIG.length() - 1);

    Rejection rejection = rejection(source(cut), Profile.STRICT);

    assertThat(rejection.kind()).isEqualTo(Kind.MALFORMED);
    assertThat(rejection.finding().code()).isEqualTo(FindingCode.TRUNCATED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"nodes\": {\"a\": 1}}                    | INVALID   | 422 | INVALID_TYPE",
        "{\"nodes\": }                              | MALFORMED | 400 | MALFORMED_JSON",
        "{\"nodes\": {\"a\":{},\"b\":{},\"c\":{}}}  | INVALID   | 422 | MISSING_REQUIRED_FIELD",
        "{\"nodes\": [1, 2, 3]}                     | INVALID   | 422 | INVALID_TYPE",
        "{\"dependencies\": {}}                     | INVALID   | 422 | MISSING_REQUIRED_KEY",
      })
  void validate_rejectedDocument_hasKindAndStatus(
      String document, Kind kind, int status, FindingCode code) {
    Rejection rejection = rejection(source(document), Profile.STRICT);

    assertThat(rejection.kind()).isEqualTo(kind);
    assertThat(rejection.kind().httpStatus()).isEqualTo(status);
    assertThat(rejection.finding().code()).isEqualTo(code);
  }

  @Test
  void validate_compressedDocumentThatIsCut_isCorrupt() throws IOException {
    byte[] whole = gzip(LOOP_THEN_BAD_CONFIG);
    byte[] cut = Arrays.copyOf(whole, whole.length - 9);

    Rejection rejection = rejection(ByteSource.of("upload", cut), Profile.STRICT);

    assertThat(rejection.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(rejection.kind().httpStatus()).isEqualTo(400);
    assertThat(rejection.finding().code()).isEqualTo(FindingCode.TRUNCATED);
  }

  @Test
  void validate_tooManyNodes_isTooLarge() {
    Rejection rejection = rejection(source(Workflows.chain(3)), Profile.STRICT);

    assertThat(rejection.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(rejection.kind().httpStatus()).isEqualTo(413);
  }

  @Test
  void failure_thatIsNotAboutTheDocument_hasItsKind() {
    WorkflowLoader loader = WorkflowLoader.create();
    assertThatThrownBy(() -> loader.load(Path.of("does-not-exist.json")).block())
        .isInstanceOfSatisfying(
            UnreadableSourceException.class,
            failure -> assertThat(failure.rejection().kind()).isEqualTo(Kind.UNREADABLE));
    loader.close();
    assertThatThrownBy(() -> loader.load(source("{}")).block())
        .isInstanceOfSatisfying(
            LoaderBusyException.class,
            failure -> assertThat(failure.rejection().kind().httpStatus()).isEqualTo(503));
  }

  @Test
  void guide_tableOfKinds_isTrue() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("docs/guide.md")).stream()
            .filter(row -> row.matches("\\| `[A-Z_]+` \\| \\d{3} \\| .*"))
            .toList();

    assertThat(rows).hasSameSizeAs(Kind.values());
    for (Kind kind : Kind.values()) {
      assertThat(rows).anyMatch(row -> row.startsWith(start(kind)));
    }
    for (FindingCode code : FindingCode.values()) {
      Kind kind = Rejection.of(Finding.of(code, "m")).kind();
      assertThat(rows)
          .as("%s is in the row of %s", code, kind)
          .anyMatch(
              row ->
                  row.startsWith(start(kind))
                      && (kind == Kind.INVALID || row.contains("`" + code + "`")));
    }
  }

  private static String start(Kind kind) {
    return "| `" + kind + "` | " + kind.httpStatus() + " | ";
  }

  @Test
  void of_everyCode_hasAKindWithAStatusOfAnError() {
    for (FindingCode code : FindingCode.values()) {
      assertThat(Rejection.of(Finding.of(code, "m")).kind().httpStatus()).isBetween(400, 503);
    }
  }
}
