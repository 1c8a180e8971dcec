package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sluice.support.JsonPatchReader;
import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FixCommandTest {

  /** A document whose text no writer would choose, with something of each safe kind. */
  private static final String LEGACY =
      json(
          """
          {  'metadata' : {'name':'Old \\u0041'},
             'nodes'    : {
               's': {'node_id':'s', 'node_type':'StartNode', 'config':{}},
               'r': {'node_id':'x', 'node_type':'ReadFileNode', 'config':{'file_path':'a', 'status':'success'}, 'position':{'x':1,'y':2.0}},
               'l': {'node_type':'LogNode', 'config':{'message':1.00}}
             },
             'connections': [
               {'source_node':'s', 'source_port':'exec_out', 'target_node':'r', 'target_port':'exec_in'},
               {'source_node':'s', 'source_port':'exec_out', 'target_node':'r', 'target_port':'exec_in'},
               {'from':'r.exec_out', 'to':'l'}
             ], 'odd':[ 1,2 ] }
          """);

  private static final String CURRENT =
      json(
          """
          {  'metadata' : {'name':'Old \\u0041'},
             'nodes'    : {
               's': {'node_id':'s', 'node_type':'StartNode', 'config':{}},
               'r': {'node_id':'r', 'node_type':'FileSystemSuperNode', 'config':{'action':'Read File', 'file_path':'a'}, 'position':[1, 2.0]},
               'l': {'node_id':'l', 'node_type':'LogNode', 'config':{'message':1.00}}
             },
             'connections': [
               {'source_node':'s', 'source_port':'exec_out', 'target_node':'r', 'target_port':'exec_in'},
               {'source_node':'r', 'source_port':'exec_out', 'target_node':'l', 'target_port':'exec_in'}
             ], 'odd':[ 1,2 ] }
          """);

  /** Corrections that are guesses or lose something. */
  private static final String DOUBTFUL =
      workflow(
          START
              + ","
              + node("w", "WriteFileNode", json("{'append_mode':true}"))
              + ","
              + node("l", "LogNod", json("{'mesage':'hi'}")),
          edge("start", "exec_ot", "w", "exec_in"),
          edge("gone", "l"));

  @TempDir private Path directory;

  private Path file(String document) {
    return CliRun.file(directory, "flow.json", document);
  }

  @Test
  void fix_legacyDocument_isCorrectedWhereItIsFaultyOnly() {
    Path file = file(LEGACY);

    CliRun run = CliRun.of("fix", file);

    assertThat(file).hasContent(CURRENT);
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualTo(
            file
                + """

                  4:22  NODE_ID_MISMATCH  node "r": the node_id "x" becomes "r"
                  4:39  MIGRATED_TYPE  node "r": ReadFileNode becomes FileSystemSuperNode
                  5:11  MISSING_REQUIRED_FIELD  node "l": the missing node_id is added
                   9:6  DUPLICATE_CONNECTION  connection "s.exec_out" to "r.exec_in": the duplicate is removed
                  10:6  DIALECT  the canonical form replaces one where connections use other members for their ends
                        DIALECT  the canonical form replaces one where positions are objects instead of lists
                        STALE_RUN_STATE  node "r": the config key "status" of an earlier run is removed
                """);
    assertThat(run.err()).isEqualTo("1 file: 1 fixed\n7 found: 7 fixed\n");
    assertThat(CliRun.of("fix", "--check", file))
        .isEqualTo(new CliRun(0, "", "1 file: 1 unchanged\n"));
  }

  @Test
  void fix_check_writesNothingAndFailsIfSomethingWouldChange() {
    Path file = file(LEGACY);

    CliRun run = CliRun.of("fix", "--check", file);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("1 file: 1 would be fixed\n7 found: 7 fixable\n");
    assertThat(file).hasContent(LEGACY);
  }

  @Test
  void fix_diff_showsChangedLinesWithSecretsMasked() {
    String document =
        json(
            """
            {"nodes": {
              "r": {"node_id": "r", "node_type": "ReadFileNode", "config": {"api_key": "abcdefgh12"}}
            }}
            """);
    Path file = file(document);

    CliRun run = CliRun.of("fix", "--diff", file);

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualTo(
            file
                + "\n  2:38  MIGRATED_TYPE  node \"r\": ReadFileNode becomes FileSystemSuperNode\n"
                + "--- a/"
                + file
                + "\n+++ b/"
                + file
                + "\n@@ -1,3 +1,3 @@\n {\"nodes\": {\n"
                + "-  \"r\": {\"node_id\": \"r\", \"node_type\": \"ReadFileNode\","
                + " \"config\": {\"api_key\": \"•••• (10 chars)\"}}\n"
                + "+  \"r\": {\"node_id\": \"r\", \"node_type\": \"FileSystemSuperNode\","
                + " \"config\": {\"action\": \"Read File\", \"api_key\": \"•••• (10 chars)\"}}\n"
                + " }}\n");
    assertThat(file).hasContent(document);
    assertThat(CliRun.of("fix", "--diff", "--check", file).exit()).isEqualTo(1);
  }

  @Test
  void fix_diff_masksSecretsByTheObjectsAroundThem() {
    Path file =
        file(
            json(
                """
                {"variables": {"v": {
                  "default_value": "varsecret99",
                  "sensitive": true}},
                "nodes": {
                  "r": {"node_id": "r", "node_type": "ReadFileNode", "config": {"api_key": {
                    "value": "deepsecret1"}}}
                }}
                """));

    CliRun run = CliRun.of("fix", "--diff", file);

    assertThat(run.out().lines())
        .contains(
            "   \"default_value\": \"•••• (11 chars)\",", "     \"value\": \"•••• (11 chars)\"}}}")
        .noneMatch(line -> line.contains("secret9") || line.contains("deepsecret"));
  }

  @Test
  void fix_diffOfOneLongLine_showsOperations() {
    Path file =
        file(
            workflow(
                node("r", "ReadFileNode", json("{'file_path':'%s'}".formatted("x".repeat(600))))));

    assertThat(CliRun.of("fix", "--diff", file).lines())
        .endsWith("  replace /nodes/r/node_type", "  add /nodes/r/config/action");
  }

  @Test
  void fix_guesses_areMadeOnRequestOnly() {
    Path file = file(DOUBTFUL);

    CliRun safe = CliRun.of("fix", file);

    assertThat(file).hasContent(DOUBTFUL);
    assertThat(safe.exit()).isZero();
    assertThat(safe.err())
        .isEqualTo("1 file: 1 unchanged\n4 found: 0 fixed, 4 remain (4 with --unsafe)\n");
    assertThat(safe.out())
        .contains(
            "MIGRATED_TYPE [--unsafe]  node \"w\": WriteFileNode becomes FileSystemSuperNode, which"
                + " has no config key \"append_mode\"\n")
        .contains(
            "UNKNOWN_NODE_TYPE [--unsafe]  node \"l\": the type \"LogNod\" becomes \"LogNode\"\n")
        .contains(
            "UNKNOWN_PORT [--unsafe]  connection \"start.exec_ot\" to \"w.exec_in\": the port"
                + " \"exec_ot\" becomes \"exec_out\"\n")
        .contains(
            "ORPHANED_CONNECTION [--unsafe]  connection \"gone.exec_out\" to \"l.exec_in\":"
                + " removed, because there is no node \"gone\"\n");

    CliRun unsafe = CliRun.of("fix", "--unsafe", file);

    assertThat(unsafe.err()).isEqualTo("1 file: 1 fixed\n5 found: 5 fixed\n");
    assertThat(file)
        .hasContent(
            workflow(
                START
                    + ","
                    + node(
                        "w",
                        "FileSystemSuperNode",
                        json("{'action':'Write File','append_mode':true}"))
                    + ","
                    + node("l", "LogNode", json("{'message':'hi'}")),
                edge("start", "w")));
  }

  @ParameterizedTest
  @CsvSource({"ORPHANED_CONNECTION, gone", "DUPLICATE_CONNECTION, log"})
  void fix_portOfAConnectionThatStays_isCorrected(String kept, String target) {
    String nodes = START + "," + node("log", "LogNode", json("{'message':'hi'}"));
    String misspelt = edge("start", "exec_ot", target, "exec_in");
    Path file = file(workflow(nodes, edge("start", "log"), misspelt, misspelt));

    CliRun run = CliRun.of("fix", "--unsafe", "--select", "UNKNOWN_PORT", file);

    assertThat(run.exit()).as(kept).isZero();
    assertThat(file)
        .hasContent(
            workflow(nodes, edge("start", "log"), edge("start", target), edge("start", target)));
  }

  @Test
  void fix_correctionWithANewError_leavesTheFile() {
    String document =
        workflow(
            node("a", "IfNode") + "," + node("b", "LogNode"),
            edge("a", "tru", "b", "exec_in"),
            edge("b", "a"));
    Path file = file(document);

    CliRun run = CliRun.of("fix", "--unsafe", file);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(file).hasContent(document);
    assertThat(run.out())
        .contains(
            "CIRCULAR_DEPENDENCY  left as it is, because the result would have the error"
                + " Execution");
    assertThat(run.err()).startsWith("1 file: 1 left as it is\n");
  }

  @Test
  void fix_selectedAndIgnoredKinds_areCorrectedAndLeft() {
    Path file = file(LEGACY);

    assertThat(CliRun.of("fix", "--json", "--select", "MIGRATED_TYPE,DIALECT", file).out())
        .contains("\"made\":{\"MIGRATED_TYPE\":1,\"DIALECT\":2}");
    assertThat(CliRun.of("fix", "--json", "--ignore", "STALE_RUN_STATE", file).out())
        .contains(
            "\"made\":{\"MISSING_REQUIRED_FIELD\":1,\"NODE_ID_MISMATCH\":1,"
                + "\"DUPLICATE_CONNECTION\":1}");
    CliRun wrong = CliRun.of("fix", "--select", "SELF_CONNECTION", file);
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err())
        .startsWith("SELF_CONNECTION cannot be corrected automatically; these can: DIALECT, ");
  }

  @Test
  void fix_json_hasPatchThatLeadsToTheWrittenDocument() throws IOException {
    Path file = file(LEGACY);

    CliRun run = CliRun.of("fix", "--json", file);

    JsonObject line = JsonParser.parseString(run.lines().get(0)).getAsJsonObject();
    assertThat(line.get("outcome").getAsString()).isEqualTo("fixed");
    assertThat(line.getAsJsonArray("fixes").get(2).toString())
        .isEqualTo(
            json(
                "{'code':'MIGRATED_TYPE','pointer':'/nodes/r/node_type','line':4,'column':39,"
                    + "'message':'node \\'r\\': ReadFileNode becomes FileSystemSuperNode',"
                    + "'safety':'safe','made':true}"));
    assertThat(JsonPatchReader.applied(LEGACY, line.get("patch").toString()))
        .isEqualTo(JsonParser.parseString(Files.readString(file)));
    assertThat(run.lines().get(1))
        .startsWith("{\"summary\":{\"files\":1,\"unchanged\":0,\"fixed\":1,");
  }

  @Test
  void fix_jsonWithASecretInThePatch_omitsIt() {
    Path file =
        file(
            json(
                "{'nodes':[{'id':'l','type':'LogNode','properties':{'password':'hunter2hunter2'}}]}"));

    CliRun run = CliRun.of("fix", "--json", "--check", file);

    assertThat(run.out())
        .contains("\"patchOmitted\":\"it has values that are secrets\"")
        .doesNotContain("hunter2");
  }

  @Test
  void fix_standardInput_isWrittenToStandardOutput() {
    assertThat(CliRun.withInput(LEGACY, "fix", "-").out()).isEqualTo(CURRENT);
    assertThat(CliRun.withInput(CURRENT, "fix", "-").out()).isEqualTo(CURRENT);
    CliRun rejected = CliRun.withInput("[", "fix", "-");
    assertThat(rejected.exit()).isEqualTo(1);
    assertThat(rejected.out()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void fix_compressedFile_keepsItsCompression(Packing packing) throws IOException {
    Path file = directory.resolve("flow.json");
    Files.write(file, packing.pack(Workflows.bytes(LEGACY)));

    assertThat(CliRun.of("fix", file).exit()).isZero();

    assertThat(Files.readAllBytes(file)).startsWith(first(packing.pack(Workflows.bytes(CURRENT))));
    assertThat(CliRun.of("convert", file, "-"))
        .isEqualTo(CliRun.of("convert", CliRun.file(directory, "current.json", CURRENT), "-"));
  }

  private static byte[] first(byte[] bytes) {
    return new byte[] {bytes[0], bytes[1]};
  }

  @Test
  void fix_fileTraits_keepModeAndLinkAndRenewTime() throws IOException {
    Path file = file(LEGACY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    FileTime old = FileTime.from(Instant.parse("2024-01-02T03:04:05Z"));
    Files.setLastModifiedTime(file, old);
    Path link = Files.createSymbolicLink(directory.resolve("link.json"), file.getFileName());

    assertThat(CliRun.of("fix", link).exit()).isZero();

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent(CURRENT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(Files.getLastModifiedTime(file)).isGreaterThan(old);
    Files.setLastModifiedTime(file, old);
    assertThat(CliRun.of("fix", file).exit()).isZero();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
  }

  @Test
  void fix_hardLinks_areReplacedByForceOnly() throws IOException {
    Path file = file(LEGACY);
    Path other = Files.createLink(directory.resolve("other.json"), file);

    CliRun run = CliRun.of("fix", file);

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out())
        .contains("UNWRITABLE  The file has 2 hard links (use --force to replace only this one)\n");
    assertThat(file).hasContent(LEGACY);
    assertThat(CliRun.of("fix", "--force", file).exit()).isZero();
    assertThat(file).hasContent(CURRENT);
    assertThat(other).hasContent(LEGACY);
  }

  @Test
  void fix_directory_correctsWorkflowsAndReportsTheOthers() throws IOException {
    CliRun.file(directory, "a.json", LEGACY);
    CliRun.file(directory, "b.json", CURRENT);
    CliRun.file(directory, "broken.json", json("{'nodes':"));
    CliRun.file(directory, "package.json", json("{'name':'x'}"));

    CliRun run = CliRun.of("fix", "--fail-on-change", directory);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            """
            3 files: 1 fixed, 1 unchanged, 1 rejected, 1 non-workflow file skipped
            7 found: 7 fixed
            """);
    assertThat(directory.resolve("a.json")).hasContent(CURRENT);
    assertThat(directory.resolve("broken.json")).hasContent(json("{'nodes':"));
    assertThat(directory.toFile().list()).hasSize(4);
  }

  @Test
  void fix_excludedFiles_areLeftOut() {
    Path a = CliRun.file(directory, "a.json", LEGACY);
    Path b = CliRun.file(directory, "b.json", LEGACY);
    Path configuration = CliRun.file(directory, ".sluice.json", json("{'exclude':['b.json']}"));

    CliRun run = CliRun.of("fix", "--config", configuration, directory);

    assertThat(run.err()).startsWith("1 file: 1 fixed, 1 non-workflow file skipped\n");
    assertThat(a).hasContent(CURRENT);
    assertThat(b).hasContent(LEGACY);
    assertThat(CliRun.of("fix", "--check", "--no-config", directory).exit()).isEqualTo(1);
  }

  @Test
  void fix_nothingToCheck_fails() {
    assertThat(CliRun.of("fix", directory))
        .isEqualTo(
            new CliRun(1, "", "0 files\nsluice fix: no workflow found in " + directory + "\n"));
    CliRun missing = CliRun.of("fix", directory.resolve("missing.json"));
    assertThat(missing.exit()).isEqualTo(3);
    assertThat(missing.out()).contains("UNREADABLE");
  }

  @Test
  void fix_failOnChange_failsIfAFileWasChanged() {
    Path file = file(LEGACY);

    assertThat(CliRun.of("fix", "--fail-on-change", file).exit()).isEqualTo(1);
    assertThat(CliRun.of("fix", "--fail-on-change", file).exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'nodes':[{'id':'a','type':'LogNode'}],'name':'N','x':1}"
            + "|{'metadata':{'name':'N'},'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{}}},'x':1}",
        "{'nodes':[{'type':'LogNode'}]}|{'nodes':[{'type':'LogNode'}]}",
        "{'nodes':[{'id':'a','type':'LogNode'}],'name':5}|{'nodes':[{'id':'a','type':'LogNode'}],'name':5}",
        "{'nodes':{'a':{'type_':'pkg.VisualLogNode','custom':{'message':1},'pos':[1,2]}}}"
            + "|{'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{'message':1},'position':[1,2]}}}",
        "{'nodes':{'a':{'node_id':'a','node_type':'LogNode','properties':{'m':1},'custom':{'m':2}}}}"
            + "|{'nodes':{'a':{'node_id':'a','node_type':'LogNode','properties':{'m':1},'custom':{'m':2}}}}",
        "{'name':'S','workflow':{'nodes':{'a':{'id':'a','type':'LogNode'}}}}"
            + "|{'name':'S','workflow':{'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{}}}}}",
      })
  void fix_dialects_areReplacedWhereNothingIsLost(String before, String after) {
    Path file = file(json(before));

    CliRun run = CliRun.of("fix", file);

    assertThat(JsonParser.parseString(read(file))).isEqualTo(JsonParser.parseString(json(after)));
    assertThat(run.exit()).isZero();
    if (before.equals(after)) {
      assertThat(run.out()).contains("DIALECT [would lose content]");
    }
    assertThat(CliRun.of("fix", "--check", file).exit()).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void fix_idBehindADialect_isCorrectedFirst() {
    Path file = file(json("{'nodes':{'a':{'node_id':'b','type':'LogNode'}}}"));

    assertThat(CliRun.of("fix", file).exit()).isZero();

    assertThat(file)
        .hasContent(json("{'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{}}}}"));
  }

  @Test
  void fix_valueWithOneSimilarChoice_isReplacedOnRequest() {
    String document = workflow(node("l", "LogNode", json("{'level':'%s','message':'m'}")));
    Path file = file(document.formatted("warnin"));

    CliRun run = CliRun.of("fix", "--unsafe", file);

    assertThat(file).hasContent(document.formatted("warning"));
    assertThat(run.out())
        .contains(
            "INVALID_CONFIG_VALUE  node \"l\": the value \"warnin\" of \"level\" becomes"
                + " \"warning\"\n");
    for (String fit : new String[] {"WARNING", "{{level}}", "", "xyzzy"}) {
      Path other = file(document.formatted(fit));
      assertThat(CliRun.of("fix", "--unsafe", "--check", other).exit()).as(fit).isZero();
    }
  }

  /** The marks of {@code validate} announce the corrections of {@code fix}. */
  @Test
  void fix_findingsThatValidateMarks_areCorrected() throws IOException {
    for (String document : new String[] {LEGACY, DOUBTFUL}) {
      Path file = file(document);
      JsonObject before = statistics(file);

      CliRun.of("fix", "--unsafe", file);

      assertThat(before.size()).isPositive();
      for (String code : before.keySet()) {
        assertThat(statistics(file).has(code)).as(code).isFalse();
      }
    }
  }

  /** What validate says about the findings of a code. */
  private String shown(String document, String code) {
    return CliRun.of("validate", "-v", file(document)).lines().stream()
        .filter(line -> line.contains(code))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void fix_findingsThatItCannotCorrect_areNotMarkedByValidate() {
    assertThat(shown(LEGACY, "MIGRATED_TYPE")).endsWith("[*]");
    assertThat(shown(DOUBTFUL, "MIGRATED_TYPE")).endsWith("[~]");
    assertThat(shown(LEGACY, "DIALECT")).endsWith("[*]");
    String withoutId = json("{'nodes':[{'type':'LogNode','config':{}}],'connections':[]}");
    assertThat(shown(withoutId, "DIALECT")).isNotEmpty().doesNotContain("[");
    String rejected = LEGACY.replace("'odd'".replace('\'', '"'), "\"nodes\"");
    assertThat(shown(rejected, "MIGRATED_TYPE")).isNotEmpty().doesNotContain("[");
    String twice = json("{'from':'s','to':'l'},{'from':'s','to':'l','note':1}");
    assertThat(shown(workflow(node("s", "StartNode") + "," + node("l", "LogNode"), twice), "DUPL"))
        .endsWith("[~]");
  }

  /** The number of marked findings for each code that has any. */
  private static JsonObject statistics(Path file) {
    JsonObject marked = new JsonObject();
    CliRun.of("validate", "--statistics", "--format", "json", "--extend-select", "lint", file)
        .lines()
        .forEach(
            line -> {
              JsonObject count = JsonParser.parseString(line).getAsJsonObject();
              if (count.has("fixableCount")
                  && count.get("fixableCount").getAsLong()
                          + count.get("unsafeFixableCount").getAsLong()
                      > 0) {
                marked.add(count.get("code").getAsString(), count.get("fixableCount"));
              }
            });
    return marked;
  }

  @Test
  void fix_quiet_printsWhatIsLeftOnly() {
    assertThat(CliRun.of("fix", "--quiet", file(LEGACY))).isEqualTo(new CliRun(0, "", ""));
    assertThat(CliRun.of("fix", "--quiet", file(DOUBTFUL)).lines()).hasSize(5);
  }
}
