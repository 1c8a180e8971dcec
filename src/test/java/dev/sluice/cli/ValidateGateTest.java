package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of {@code validate} about what is shown, what fails and where reports go. */
class ValidateGateTest {

  private static final String MISSPELT = node("x", "IffNode");
  private static final String LOST = node("lost", "LogNode");

  private @TempDir Path directory;
  private Path file;

  @BeforeEach
  void makeFile() {
    file =
        CliRun.file(
            directory, "a.json", workflow(START + "," + MISSPELT + "," + LOST, edge("start", "x")));
  }

  private static CliRun validate(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("validate"));
    all.addAll(List.of(arguments));
    return CliRun.of(all.toArray());
  }

  /** On a terminal, only a name that is wider than a line of its own sticks out. */
  @Test
  void validate_longNames_areWrappedToTheTerminal() {
    String id = "n_".repeat(50);
    String document = workflow(node(id, "LgNode"), edge("gone_" + "x".repeat(70), id));
    Path file = CliRun.file(directory, "a.json", document);

    String out = CliRun.onTerminal(120, "validate", file);

    assertThat(out.lines().filter(line -> !line.equals(file.toString())))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120))
        .anyMatch(line -> line.endsWith("error    UNKNOWN_NODE_TYPE"))
        .anyMatch(line -> line.startsWith("    node n_n_"));
  }

  @Test
  void groupedText_isInColumns() {
    assertThat(validate(file).out().replace(file.toString(), "a.json"))
        .isEqualTo(
            """
            a.json
              1:133  error    UNKNOWN_NODE_TYPE  node x: No node type is called "IffNode". Did you mean "IfNode"? [~]
              1:163  warning  UNREACHABLE_NODES  No entry point leads to node "lost"
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 120, 200})
  void text_everyWidth_fits(int columns) throws IOException {
    Path edges =
        CliRun.file(
            directory,
            "b.json",
            workflow(
                START + "," + node("log", "LogNode", "{\"mesage\":\"x\"}"),
                edge("start", "log"),
                edge("start", "gone"),
                edge("start", "start")));
    for (String style : List.of("grouped", "full", "concise")) {
      String out = CliRun.onTerminal(columns, "validate", "-v", "--text-style", style, edges);
      String text = out.replace(edges.toString(), "b.json");

      if (!style.equals("concise")) {
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(columns + 1));
      }
      String words = text.replaceAll("\\s+", " ");
      assertThat(words)
          .contains("The type \"LogNode\" has no config key \"mesage\"")
          .contains("ORPHANED_CONNECTION", "SELF_CONNECTION", "Did you mean \"message\"?");
    }
  }

  @Test
  void conciseText_isALineForEachFinding() {
    assertThat(validate("--text-style", "concise", file).lines())
        .containsExactly(
            file
                + ":1:133: error UNKNOWN_NODE_TYPE node x: No node type is called"
                + " \"IffNode\". Did you mean \"IfNode\"?",
            file + ":1:163: warning UNREACHABLE_NODES No entry point leads to node \"lost\"");
  }

  @Test
  void infos_areShownOnRequestOrIfTheyFail() {
    Path info =
        CliRun.file(
            directory,
            "i.json",
            workflow(START + "," + node("log", "LogNode", "{\"q\":1}"), edge("start", "log")));

    assertThat(validate(info).out()).isEmpty();
    assertThat(validate(info).err()).contains("1 info (-v)");
    assertThat(validate("-v", info).out()).contains("UNKNOWN_CONFIG_KEY");
    assertThat(validate("--max-severity", "none", info).out()).contains("UNKNOWN_CONFIG_KEY");
    assertThat(validate("--min-severity", "warning", "--format", "json", info).out())
        .doesNotContain("UNKNOWN_CONFIG_KEY");
  }

  @Test
  void manyFindings_areBoundedForAFileAndInAll() {
    for (int i = 0; i < 25; i++) {
      List<String> edges = new ArrayList<>();
      for (int j = 0; j < 60; j++) {
        edges.add(edge("start", "gone" + j));
      }
      CliRun.file(
          directory, "m" + (100 + i) + ".json", workflow(START, edges.toArray(new String[0])));
    }

    CliRun run = validate(directory);
    assertThat(run.out())
        .contains("  … 10 more ORPHANED_CONNECTION in this file (--max-findings 0 shows them)\n")
        .endsWith(
            "… 300 more in 5 files: only the first 1,000 findings are shown (--max-findings 0 shows"
                + " all, -l only names of failing files)\n");
    assertThat(run.out().split("ORPHANED_CONNECTION  The", -1)).hasSizeLessThan(1_001);
    assertThat(run.err()).contains("1,501 errors");
    assertThat(validate("--max-findings", "0", directory).out().split("ORPHANED_CONN", -1))
        .hasSize(1_501);
    assertThat(validate("-l", directory).lines()).hasSize(26);
  }

  @Test
  void names_areThoseOfFailingFiles() {
    Path sound = CliRun.file(directory, "s.json", workflow(START));
    Path missing = directory.resolve("none");

    CliRun run = validate("-l", "-q", file, sound, missing);

    assertThat(run.lines()).containsExactly(file.toString(), missing.toString());
    String reason = "Cannot read \"" + missing + "\": no such file\n";
    assertThat(run.err()).isEqualTo(reason);
    assertThat(run.exit()).isEqualTo(3);
    assertThat(validate("--statistics", "-q", missing).err()).isEqualTo(reason);
  }

  @Test
  void statistics_areSortedByNumber() {
    CliRun.file(directory, "b.json", workflow(START + "," + LOST));

    assertThat(validate("--statistics", directory).out())
        .isEqualTo(
            """
            2  warning  UNREACHABLE_NODES  [ ]  2 files
            1  error    UNKNOWN_NODE_TYPE  [~]   1 file
            """);
    assertThat(validate("--statistics", "--format", "json", directory).lines())
        .containsExactly(
            "{\"code\":\"UNREACHABLE_NODES\",\"severity\":\"WARNING\",\"count\":2,\"files\":2,\"fixableCount\":0,\"unsafeFixableCount\":0}",
            "{\"code\":\"UNKNOWN_NODE_TYPE\",\"severity\":\"ERROR\",\"count\":1,\"files\":1,\"fixableCount\":0,\"unsafeFixableCount\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--select UNREACHABLE_NODES           | 0 | UNREACHABLE_NODES",
        "--select unknown_*                   | 1 | UNKNOWN_NODE_TYPE",
        "--ignore UNKNOWN_NODE_TYPE           | 0 | UNREACHABLE_NODES",
        "--ignore *                           | 0 | ''",
        "--severity UNREACHABLE_NODES=error --ignore UNKNOWN_*  | 1 | UNREACHABLE_NODES",
        "--severity UNKNOWN_NODE_TYPE=info -v | 0 | UNKNOWN_NODE_TYPE UNREACHABLE_NODES",
        "--min-severity error                 | 1 | UNKNOWN_NODE_TYPE",
      })
  void policy_determinesWhatIsShownAndFails(String options, int exit, String codes) {
    List<Object> all = new ArrayList<>(List.of(options.strip().split(" +", -1)));
    all.add(file);

    CliRun run = validate(all.toArray());

    assertThat(run.exit()).isEqualTo(exit);
    assertThat(run.lines().stream().skip(1).map(line -> line.strip().split(" +", 4)[2]))
        .containsExactly(codes.isEmpty() ? new String[0] : codes.split(" ", -1));
  }

  @Test
  void policy_neverChangesWhetherADocumentIsAccepted() {
    String rejected = "\"rejectedBy\":\"UNKNOWN_NODE_TYPE\",\"passed\":";

    assertThat(validate("--ignore", "*", "--format", "json", file).out())
        .isEqualTo(
            "{\"file\":\""
                + file
                + "\",\"kind\":\"workflow\",\"accepted\":false,\"findings\":[],"
                + rejected
                + "true}\n");
    assertThat(validate("--severity", "UNKNOWN_NODE_TYPE=info", "--format", "json", file).lines())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("\"accepted\":false", "\"severity\":\"INFO\"")
                    .doesNotContain("\"severity\":\"ERROR\"")
                    .endsWith(rejected + "true}"));
    assertThat(validate("--format", "json", file).out())
        .contains("\"severity\":\"ERROR\"")
        .endsWith(rejected + "false}\n");
    assertThat(validate("--profile", "lenient", "--format", "json", file).out())
        .contains("\"accepted\":true")
        .doesNotContain("rejectedBy")
        .endsWith("\"passed\":true}\n");
  }

  @Test
  void unusableDocuments_areNeverIgnored() {
    Path broken = CliRun.file(directory, "z.json", "{\"nodes\":");

    for (Object[] options :
        new Object[][] {
          {"--ignore", "*", broken},
          {"--select", "UNKNOWN_PORT", broken},
          {"--severity", "*=info", broken},
          {"--severity", "TRUNCATED=error", broken}
        }) {
      assertThat(validate(options).out()).contains("error    TRUNCATED");
      assertThat(validate(options).exit()).isEqualTo(1);
    }
    CliRun named = validate("--ignore", "TRUNCATED", broken);
    assertThat(named.err())
        .startsWith("TRUNCATED cannot be ignored: it means that a document cannot be used\n");
    assertThat(named.exit()).isEqualTo(2);
    CliRun lowered = validate("--severity", "invalid_type=warning", broken);
    assertThat(lowered.err())
        .startsWith(
            "INVALID_TYPE cannot have a lower severity: it means that a document cannot be used\n");
    assertThat(lowered.exit()).isEqualTo(2);
  }

  @Test
  void selectingALintRule_checksIt() {
    Path secret =
        CliRun.file(
            directory,
            "s.json",
            workflow(
                START + "," + node("log", "LogNode", "{\"password\":\"q8w7e6r5t4\",\"q\":1}")));

    assertThat(validate(secret).out()).doesNotContain("HARDCODED_SECRET");
    for (String option : List.of("--select", "--extend-select")) {
      assertThat(validate(option, "HARDCODED_SECRET", secret).out()).contains("HARDCODED_SECRET");
    }
    assertThat(validate("--lint", "--ignore", "lint", secret).out())
        .doesNotContain("HARDCODED_SECRET");
    assertThat(
            validate("--extend-select", "lint", "--severity", "HARDCODED_SECRET=error", secret)
                .exit())
        .isEqualTo(1);
  }

  @Test
  void severalFormats_goToFilesInOneRun() throws IOException {
    Path sarif = directory.resolve("out.sarif");
    Path quality = directory.resolve("quality.json");
    Path junit = directory.resolve("junit.xml");

    CliRun run =
        validate(
            "--format",
            "sarif=" + sarif,
            "--format",
            "gitlab=" + quality,
            "--format",
            "junit=" + junit,
            file);

    assertThat(run.out()).isEqualTo(validate(file).out());
    assertThat(Files.readString(sarif)).startsWith("{\"$schema\":");
    assertThat(Files.readString(junit)).startsWith("<?xml");
    JsonArray issues = JsonParser.parseString(Files.readString(quality)).getAsJsonArray();
    assertThat(issues.get(0).getAsJsonObject().remove("fingerprint").getAsString())
        .matches("[0-9a-f]{64}");
    assertThat(issues.get(0))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"description":"node x: No node type is called \\"IffNode\\". Did you mean \\"IfNode\\"?",
                 "check_name":"UNKNOWN_NODE_TYPE","severity":"major",
                 "location":{"path":"%s","lines":{"begin":1}}}
                """
                    .formatted(file)));
    assertThat(validate("--format", "gitlab", CliRun.file(directory, "s", workflow(START))).out())
        .isEqualTo("[]\n");
  }

  @Test
  void output_isReplacedAtTheEnd() throws IOException {
    Path out = CliRun.file(directory, "findings.txt", "old");

    CliRun run = validate("--output", out, "--text-style", "concise", file);

    assertThat(run.out()).isEmpty();
    assertThat(Files.readString(out)).startsWith(file + ":1:133: error");
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("a.json", "findings.txt");
  }

  @Test
  void reportThatCannotBeWritten_isNamedAndTheOtherResultsAreWritten() throws IOException {
    Path gone = Files.createDirectory(directory.resolve("gone"));
    Path junit = directory.resolve("junit.xml");
    Path known = directory.resolve("known.json");
    InputStream document =
        new SequenceInputStream(
            new ByteArrayInputStream(Files.readAllBytes(file)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                Files.deleteIfExists(gone); // while the documents are checked
                return -1;
              }

              @Override
              public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
              }
            });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exit =
        Main.run(
            new Terminal(document, out, err, Paint.OFF, false),
            "validate",
            "--format=sarif=" + gone.resolve("out.sarif"),
            "--format=junit=" + junit,
            "--write-baseline=" + known,
            "-");

    assertThat(exit).isEqualTo(3);
    assertThat(err.toString(UTF_8))
        .startsWith("Cannot write \"out.sarif\": its directory does not exist")
        .contains("1 file checked in ", "known.json: 1 known finding recorded\n");
    assertThat(out.toString(UTF_8)).contains("UNREACHABLE_NODES");
    assertThat(Files.readString(junit)).endsWith("</testsuites>\n");
    assertThat(Files.readString(known)).contains("UNKNOWN_NODE_TYPE");
  }

  @Test
  void wrongOptions_areReported() {
    assertThat(validate("--select", "UNKNOWN_PRT", file).err())
        .startsWith("There is no finding code \"UNKNOWN_PRT\"; did you mean UNKNOWN_PORT");
    assertThat(validate("--severity", "UNKNOWN_PORT=bad", file).err())
        .startsWith("--severity takes error, warning or info as severity, not bad\n");
    assertThat(validate("--severity", "UNKNOWN_PORT", file).err())
        .startsWith("--severity takes CODE=SEVERITY, not UNKNOWN_PORT\n");
    assertThat(validate("--format", "json", "--format", "sarif", file).err())
        .startsWith("Only one --format can go to standard output");
    assertThat(validate("--format", "json=x", "--format", "sarif=x", file).err())
        .startsWith("Two formats cannot go to the same file: x\n");
    assertThat(validate("--format", "json=", file).err())
        .startsWith("--format json=: the name of the file is missing\n");
    assertThat(validate("--max-findings", "-1", file).exit()).isEqualTo(2);
    assertThat(validate("--prune-baseline", file).err())
        .startsWith("--prune-baseline requires --baseline\n");
    assertThat(validate("--format", "sarif=" + directory, file).exit()).isEqualTo(3);
  }
}
