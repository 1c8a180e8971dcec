package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import dev.sluice.cli.CliRun;
import dev.sluice.cli.answer.ArtifactUri;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.support.Packing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportSarifTest {

  private static final List<FindingCode> CODES = List.of(FindingCode.values());

  private static final String FAULTY =
      """
      \uFEFF{"metadata":{"name":"漢😀"},"connections":[],"nodes":{
        "ä":{"node_type":"If😀Node","node_id":"ä","config":{}},
        "s":{"node_type":"StartNode","node_id":7,"config":{}}}}
      """;

  private @TempDir Path directory;

  @Test
  void log_isWhatTheSchemaAsksFor() throws IOException {
    Path odd = CliRun.file(directory, "a b%ü:?#.json", FAULTY);
    Path limits = CliRun.file(directory, "limits", "{\"findings\": 3}");
    CliRun run =
        CliRun.of("validate", "--format", "sarif", "--limits", limits, odd, directory.resolve("x"));

    Validator.Result result = validated(run.out());
    assertThat(result.getErrors()).isEmpty();
    assertThat(result.isValid()).isTrue();
    assertThat(validated(run.out().replace("\"results\":", "\"result\":")).isValid()).isFalse();
    assertThat(run(run).getAsJsonArray("results")).hasSize(4);
  }

  private static Validator.Result validated(String log) throws IOException {
    return new ValidatorFactory()
        .withDialect(new Dialects.Draft7Dialect())
        .withJsonNodeFactory(new GsonNode.Factory())
        .validate(schema(), log);
  }

  /** The schema that OASIS has published; the jar of another project contains it. */
  private static String schema() throws IOException {
    try (InputStream in =
        ReportSarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void rules_areAllCodesWithTheirSections() {
    JsonObject driver =
        run(CliRun.withInput("{}", "validate", "--format", "sarif", "-"))
            .getAsJsonObject("tool")
            .getAsJsonObject("driver");

    JsonArray rules = driver.getAsJsonArray("rules");
    assertThat(rules).hasSameSizeAs(FindingCode.values());
    JsonObject rule = rules.get(CODES.indexOf(FindingCode.UNREACHABLE_NODES)).getAsJsonObject();
    assertThat(rule.get("id").getAsString()).isEqualTo("UNREACHABLE_NODES");
    assertThat(rule.getAsJsonObject("defaultConfiguration")).hasToString("{\"level\":\"warning\"}");
    JsonObject help = rule.getAsJsonObject("help");
    assertThat(help.get("text").getAsString()).contains(" docs/errors.md#unreachable_nodes ");
    assertThat(help.get("markdown").getAsString()).startsWith("## UNREACHABLE_NODES\n");
    assertThat(rule.get("helpUri").getAsString()).endsWith("/docs/errors.md#unreachable_nodes");
  }

  @Test
  void result_hasTheTokenAsItsRegion() {
    Path file = CliRun.file(directory, "a b%ü.json", FAULTY);

    CliRun run = CliRun.of("validate", "--format", "sarif", file);

    assertThat(results(run).get(0))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"ruleId":"UNKNOWN_NODE_TYPE","ruleIndex":%d,"level":"error",
                 "message":{"text":"No node type is called \\"If😀Node\\". Did you mean \\"IfNode\\"?"},
                 "locations":[{
                   "physicalLocation":{
                     "artifactLocation":{"uri":"%s"},
                     "region":{"startLine":2,"startColumn":20,"endColumn":29,
                               "charOffset":72,"charLength":9,"byteOffset":81,"byteLength":12}},
                   "logicalLocations":[
                     {"name":"ä","fullyQualifiedName":"/nodes/ä/node_type","kind":"value"}]}],
                 "partialFingerprints":{"sluice/v1":"%s"}}
                """
                    .formatted(
                        CODES.indexOf(FindingCode.UNKNOWN_NODE_TYPE),
                        ArtifactUri.of(file.toString()),
                        fingerprint(run, 0))));
    String text = FAULTY.substring(1);
    assertThat(text.codePointCount(0, text.indexOf("\"If"))).isEqualTo(72);
    assertThat(FAULTY.substring(0, FAULTY.indexOf("\"If")).getBytes(StandardCharsets.UTF_8))
        .hasSize(81);
  }

  @Test
  void relatedValues_areRelatedLocations() {
    JsonArray results = results(CliRun.withInput(FAULTY, "validate", "--format", "sarif", "-"));

    assertThat(results.get(2).getAsJsonObject().getAsJsonArray("relatedLocations"))
        .hasToString(
            "[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"-\"}},\"logicalLocations\":[{\"fullyQualifiedName\":\"/nodes/ä\",\"kind\":\"value\"}]}]");
  }

  @ParameterizedTest
  @EnumSource
  void compressedInput_hasNoRegion(Packing packing) throws IOException {
    byte[] bytes = packing.pack(FAULTY.getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(directory.resolve("packed"), bytes);

    JsonArray results = results(CliRun.of("validate", "--format", "sarif", file));

    assertThat(results.toString().contains("\"region\"")).isEqualTo(packing == Packing.PLAIN);
  }

  @Test
  void sameFindingElsewhere_hasTheSameFingerprint() {
    CliRun here = CliRun.withInput(FAULTY, "validate", "--format", "sarif", "-");
    CliRun there =
        CliRun.withInput("\n\n" + FAULTY.substring(1), "validate", "--format", "sarif", "-");

    assertThat(fingerprint(here, 1)).matches("[0-9a-f]{64}").isEqualTo(fingerprint(there, 1));
    assertThat(fingerprint(here, 1)).isNotEqualTo(fingerprint(here, 0));
  }

  @Test
  void invocation_reportsTheExitCode() {
    CliRun faulty = CliRun.withInput(FAULTY, "validate", "--format", "sarif", "-");
    CliRun missing = CliRun.of("validate", "--format", "sarif", directory.resolve("none"));

    assertThat(run(faulty).get("invocations"))
        .hasToString("[{\"executionSuccessful\":true,\"exitCode\":1}]");
    assertThat(run(missing).get("invocations"))
        .hasToString("[{\"executionSuccessful\":false,\"exitCode\":3}]");
    assertThat(results(missing).get(0).getAsJsonObject().get("ruleId").getAsString())
        .isEqualTo("UNREADABLE");
  }

  private static String fingerprint(CliRun run, int result) {
    return results(run)
        .get(result)
        .getAsJsonObject()
        .getAsJsonObject("partialFingerprints")
        .get("sluice/v1")
        .getAsString();
  }

  @Test
  void resultsAlikeInOneFile_haveFingerprintsOfTheirOwn() {
    String document =
        """
        {"metadata":{"name":"N"},"nodes":{},"connections":[
          {"source_node":"a","source_port":"p","target_node":"a","target_port":"q"},
          {"source_node":"a","source_port":"p","target_node":"a","target_port":"q"}]}
        """;
    CliRun run = CliRun.withInput(document, "validate", "--format", "sarif", "-");
    List<String> fingerprints = new ArrayList<>();
    for (int i = 0; i < results(run).size(); i++) {
      fingerprints.add(fingerprint(run, i));
    }

    assertThat(fingerprints).hasSizeGreaterThan(3).doesNotHaveDuplicates();
  }

  @Test
  void resultsOfTheRepository_areRelativeToItsRoot() {
    CliRun run =
        CliRun.of(
            "validate",
            "--format",
            "sarif",
            Path.of("docs").toAbsolutePath() + "//./examples/branch-audit.json.zst");

    assertThat(results(run).get(0).toString())
        .contains("{\"uri\":\"docs/examples/branch-audit.json.zst\",\"uriBaseId\":\"%SRCROOT%\"}");
    assertThat(run(run).getAsJsonObject("originalUriBaseIds").has("%SRCROOT%")).isTrue();
  }

  @Test
  void resultsOverWhatGitHubTakes_giveWayByTheirSeverity() {
    SarifResults results = new SarifResults(3, 10_000_000);
    results.add(Severity.INFO, "1");
    results.add(Severity.WARNING, "2");
    results.add(Severity.INFO, "3");
    results.add(Severity.ERROR, "4");
    results.add(Severity.INFO, "5");
    results.add(Severity.ERROR, "6");
    results.add(Severity.ERROR, "7");
    results.add(Severity.ERROR, "8");

    assertThat(results.inOrder()).containsExactly("4", "6", "7");
    assertThat(results.omitted()).isEqualTo(5);
  }

  /** Logs as long as GitHub takes, of results that compress well and of some that do not. */
  @ParameterizedTest
  @ValueSource(ints = {10, 600})
  void resultsOverTheSizeThatGitHubTakes_giveWayToo(int randomChars) throws IOException {
    Random random = new Random(randomChars);
    SarifResults results = new SarifResults();
    for (int i = 0; i < SarifResults.MOST; i++) {
      StringBuilder json = new StringBuilder("{\"ruleId\":\"UNKNOWN_PORT\",\"message\":\"");
      random.ints(randomChars, '0', 'z').forEach(next -> json.append((char) next));
      results.add(Severity.WARNING, json.append("\"}").toString());
    }
    List<String> kept = results.inOrder();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (String result : kept) {
        gzip.write(result.getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThat(results.omitted()).isEqualTo(SarifResults.MOST - kept.size());
    if (randomChars == 10) {
      assertThat(kept).hasSize(SarifResults.MOST);
    } else {
      assertThat(kept).hasSizeBetween(15_000, SarifResults.MOST - 1);
    }
    assertThat(packed.size()).isLessThan(9_900_000);
  }

  private static JsonArray results(CliRun run) {
    return run(run).getAsJsonArray("results");
  }

  private static JsonObject run(CliRun run) {
    return JsonParser.parseString(run.out())
        .getAsJsonObject()
        .getAsJsonArray("runs")
        .get(0)
        .getAsJsonObject();
  }
}
