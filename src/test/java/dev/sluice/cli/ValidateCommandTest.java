package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValidateCommandTest {

  private static final String SOUND = workflow(START);
  private static final String ORPHAN = workflow(START, edge("start", "gone"));
  private static final String WARNED = workflow(START + "," + node("lost", "LogNode"));

  static final String FAULTY =
      """
      {
        "metadata": {"name": "Tea"},
        "nodes": {
          "s": {"node_type": "StartNode", "node_id": "s", "config": {}},
      \t"漢": {"node_type": "IffNode", "node_id": "漢", "config": {"a": 1}}
        },
        "connections": []
      }
      """;

  private static final String FAULTY_TEXT =
      """
      FILE:5:21: error UNKNOWN_NODE_TYPE No node type is called "IffNode" (/nodes/漢/node_type)
        5 |     "漢": {"node_type": "IffNode", "node_id": "漢", "config": {"a": 1}}
          |                         ^~~~~~~~~
        = Did you mean "IfNode"?
      FILE:5:7: warning UNREACHABLE_NODES No entry point leads to node "漢" (/nodes/漢)
        5 |     "漢": {"node_type": "IffNode", "node_id": "漢", "config": {"a": 1}}
          |           ^
      """;

  private @TempDir Path directory;

  @Test
  void excerpt_secretsOnTheLine_areHidden() throws IOException {
    Path file =
        file(
            "leak.json",
            """
            {"variables":{"pw":{"name":"pw","default_value":"varsecret99","sensitive":true}},\
            "nodes":{"s":{"node_id":"s","node_type":"StatNode","config":{"passwords":["listsecret1"],\
            "api_key":{"value":"deepsecret1"}}}},"connections":[]}
            """);
    Path report = directory.resolve("report.txt");

    CliRun run = CliRun.of("validate", "--lint", "--text-style", "full", file);
    CliRun.of("validate", "--lint", "--text-style", "full", "--output", report, file);

    assertThat(Files.readString(report)).isEqualTo(run.out());
    assertThat(run.out())
        .contains("\"default_value\":\"***********\"", "HARDCODED_SECRET", "UNKNOWN_NODE_TYPE")
        .doesNotContain("varsecret99", "listsecret1", "deepsecret1");
  }

  @Test
  void soundDocument_hasASummaryOnly() {
    CliRun run = CliRun.of("validate", file("a.json", SOUND));

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).matches("1 file checked in [0-9.]+ m?s: 1 passed\n");
    assertThat(run.exit()).isZero();
  }

  @Test
  void faultyDocument_isShownWithItsLines() {
    Path file = file("a.json", FAULTY);

    CliRun run = CliRun.of("validate", "--text-style", "full", file);

    assertThat(run.out().lines().sorted())
        .containsExactlyElementsOf(
            FAULTY_TEXT.replace("FILE", file.toString()).lines().sorted().toList());
    assertThat(run.err())
        .matches("1 file checked in [0-9.]+ m?s: 0 passed, 1 failed\n1 error, 1 warning\n");
    assertThat(run.exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void compressedInput_isShownDecompressed(Packing packing) throws IOException {
    Path file = directory.resolve("packed");
    Files.write(file, packing.pack(FAULTY.getBytes(StandardCharsets.UTF_8)));

    assertThat(CliRun.of("validate", "--text-style", "full", file).out())
        .isEqualTo(
            CliRun.of("validate", "--text-style", "full", file("plain", FAULTY))
                .out()
                .replace("plain", "packed"));
  }

  @Test
  void standardInput_isShownWithItsLines() {
    assertThat(CliRun.withInput(FAULTY, "validate", "--text-style", "full", "-").out())
        .isEqualTo(
            CliRun.of("validate", "--text-style", "full", file("a.json", FAULTY))
                .out()
                .replace(directory.resolve("a.json").toString(), "-"));
  }

  @Test
  void cutOffDocument_isShownToItsEnd() {
    assertThat(
            CliRun.withInput(
                    "{\"nodes\":\n  {\"a\"", "validate", "--quiet", "--text-style", "full", "-")
                .out())
        .isEqualTo(
            """
            -:2:7: error TRUNCATED The document ends after a member name
              2 |   {"a"
                |       ^
            """);
  }

  @Test
  void damagedCompression_isShownAsFarAsItGoes() throws IOException {
    String large = " ".repeat(2 << 20) + FAULTY;
    byte[] packed = Packing.GZIP.pack(large.getBytes(StandardCharsets.UTF_8));
    packed[packed.length - 5] ^= 1; // the check sum
    Path file = Files.write(directory.resolve("a.json.gz"), packed);

    CliRun run = CliRun.of("validate", "--text-style", "full", file);

    assertThat(run.out()).contains("CORRUPT_COMPRESSION").contains("\n  5 |     \"漢\": {");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void hostileDocument_reachesTheTerminalEscaped() {
    String hostile = "\\u0007 \u202e\u009b31m \u001b[2J";
    CliRun run =
        CliRun.withInput(
            FAULTY.replace("IffNode", hostile),
            "validate",
            "--text-style",
            "full",
            "-",
            "no\u001b[31m");

    assertThat(run.out() + run.err()).contains("\\u202E\\u009B31m");
    assertThat((run.out() + run.err()).codePoints().filter(next -> next != '\n'))
        .noneMatch(next -> Character.isISOControl(next) || next == 0x202E);
  }

  @Test
  void onlyColouredTerminal_getsColours() {
    Path file = file("a.json", FAULTY);

    assertThat(CliRun.coloured("validate", "--text-style", "full", file).out())
        .contains("\u001b[1;31m^~~~~~~~~\u001b[0m");
    assertThat(CliRun.of("validate", file).out()).doesNotContain("\u001b");
  }

  @Test
  void strictProfile_isTheDefault() {
    Path file = file("a.json", ORPHAN);

    assertThat(CliRun.of("validate", file).exit()).isEqualTo(1);
    assertThat(CliRun.of("validate", "--profile", "lenient", file).exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "error,   0, 0, 1",
    "warning, 0, 1, 1",
    "info,    1, 1, 1",
    "none,    1, 1, 1",
  })
  void maxSeverity_isWhatPasses(String max, int warned, int lenientError, int rejected) {
    assertThat(exit("--max-severity", max, file("w.json", WARNED))).isEqualTo(warned);
    assertThat(exit("--max-severity", max, "--profile", "lenient", file("e.json", ORPHAN)))
        .isEqualTo(lenientError);
    assertThat(exit("--max-severity", max, file("r.json", "{\"nodes\": 1}"))).isEqualTo(rejected);
    assertThat(exit("--max-severity", max, file("s.json", SOUND))).isZero();
  }

  private static int exit(Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = "validate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CliRun.of(all).exit();
  }

  @Test
  void exitCode_isTheHighestOfRejectedAndUnreadable() {
    Path missing = directory.resolve("missing.json");
    Path faulty = file("a.json", FAULTY);

    CliRun run = CliRun.of("validate", missing, faulty);

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .contains("2 files checked in ")
        .contains(": 0 passed, 1 failed, 1 unreadable\n2 errors");
    assertThat(run.out())
        .startsWith(
            missing + "\n    error    UNREADABLE  Cannot read \"" + missing + "\": no such file\n");
  }

  @Test
  void quiet_showsOnlyWhatFails() {
    CliRun run = CliRun.of("validate", "--quiet", file("a.json", FAULTY), file("b.json", WARNED));

    assertThat(run.out()).contains("UNKNOWN_NODE_TYPE").doesNotContain("UNREACHABLE_NODES");
    assertThat(run.err()).isEmpty();
    assertThat(
            CliRun.of("validate", "--quiet", "--max-severity", "info", file("b.json", WARNED))
                .out())
        .contains("UNREACHABLE_NODES");
  }

  @Test
  void findingsOverTheLimit_areCounted() {
    Path limits = CliRun.file(directory, "limits", "{\"findings\": 3}");
    Path file = file("a.json", workflow(START, edge("a", "b"), edge("c", "d"), edge("e", "f")));

    CliRun run = CliRun.of("validate", "--limits", limits, file);

    assertThat(run.out())
        .endsWith("  … 3 more in this file over the limit \"findings\" (--limits raises it)\n");
    assertThat(run.err()).contains("3 errors, 3 findings dropped (limit \"findings\")");
    assertThat(CliRun.of("validate", "--limits", limits, "--format", "json", file).out())
        .endsWith(
            "],\"omittedFindings\":3,\"rejectedBy\":\"ORPHANED_CONNECTION\",\"passed\":false}\n");
  }

  @Test
  void json_isALineForEachInput() {
    Path sound = file("a.json", SOUND);
    Path orphan = file("b.json", ORPHAN);

    CliRun run = CliRun.of("validate", "--format", "json", sound, orphan, directory.resolve("c"));

    assertThat(run.lines())
        .containsExactly(
            "{\"file\":\""
                + sound
                + "\",\"kind\":\"workflow\",\"accepted\":true,\"findings\":[],\"passed\":true}",
            "{\"file\":\""
                + orphan
                + "\",\"kind\":\"workflow\",\"accepted\":false,\"findings\":[{\"severity\":\"ERROR\",\"code\":\"ORPHANED_CONNECTION\",\"message\":\"The"
                + " connection's target node \\\"gone\\\" does not"
                + " exist\",\"pointer\":\"/connections/0\",\"line\":1,"
                + "\"column\":118,\"offset\":117}],\"rejectedBy\":\"ORPHANED_CONNECTION\",\"passed\":false}",
            "{\"file\":\""
                + directory.resolve("c")
                + "\",\"accepted\":false,\"findings\":[{\"severity\":\"ERROR\",\"code\":\"UNREADABLE\",\"message\":\"Cannot"
                + " read \\\""
                + directory
                + "/c\\\": no such"
                + " file\",\"pointer\":\"\"}],\"rejectedBy\":\"UNREADABLE\",\"passed\":false}");
  }

  @Test
  void timings_areReported() {
    Path file = file("a.json", SOUND);

    assertThat(CliRun.of("validate", "--quiet", "--timings", file).err())
        .matches("\\Q" + file + "\\E: [0-9.]+ m?s\n");
  }

  @Test
  void usageError_isReported() {
    assertThat(CliRun.of("validate").exit()).isEqualTo(2);
    assertThat(CliRun.of("validate", "-", "-").err()).contains("only once");
    assertThat(CliRun.of("validate", "--format", "yaml", "-").exit()).isEqualTo(2);
    assertThat(CliRun.of("validate", "--max-severity", "fatal", "-").exit()).isEqualTo(2);
  }

  private Path file(String name, String content) {
    return CliRun.file(directory, name, content);
  }

  @Test
  void lint_rejectedDocument_hasTheFindingsOfBoth() {
    Path file =
        CliRun.file(
            directory,
            "lint.json",
            Workflows.workflow(
                Workflows.node("a", "LogNode", "{\"password\":\"q8w7e6r5t4\"}")
                    + ","
                    + Workflows.node("b", "NoSuchNode")));

    CliRun run = CliRun.of("validate", "--lint", "--format", "json", file);

    assertThat(run.out())
        .contains("\"accepted\":false", "\"UNKNOWN_NODE_TYPE\"", "\"HARDCODED_SECRET\"")
        .doesNotContain("q8w7");
    assertThat(CliRun.of("validate", "--lint", "--text-style", "full", file).out())
        .contains("\"password\":\"**********\"")
        .doesNotContain("q8w7");
    assertThat(CliRun.of("validate", "--format", "json", file).out())
        .doesNotContain("HARDCODED_SECRET");
  }
}
