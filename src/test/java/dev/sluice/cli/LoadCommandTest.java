package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.support.SpecialFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {

  private static final String SMALL =
      """
      {"metadata":{"name":"Tea","tags":["hot"],"created_at":"2025-01-02T03:04:05"},
       "nodes":{
         "s":{"node_type":"StartNode","node_id":"s","config":{},"position":[1,2.50]},
         "r":{"node_type":"ReadFileNode","node_id":"r","config":{"file_path":"leaves.txt","n":null,"d":1.0},
              "name":"Read leaves","position":{"x":3,"y":4}}},
       "connections":[{"source_node":"s","source_port":"exec_out","target_node":"r","target_port":"exec_in"}],
       "variables":{"v":12345678901234567890},"frames":[{"title":"f"}]}
      """;

  private static final String START =
      "{\"nodes\":{\"s\":{\"node_type\":\"StartNode\",\"node_id\":\"s\",\"config\":{}}}"
          + ",\"connections\":[],\"metadata\":{\"name\":\"N\"}";

  private @TempDir Path directory;

  @Test
  void json_acceptedDocument_hasAllMembersInOrder() {
    Path file = CliRun.file(directory, "tea.json", SMALL);

    CliRun run = CliRun.of("load", "--json", file);

    String fingerprint = run.out().replaceAll("(?s).*\"fingerprint\":\"([0-9a-f]{64})\".*", "$1");
    assertThat(fingerprint).hasSize(64);
    assertThat(run.out())
        .startsWith(
            "{\"file\":\""
                + file
                + "\",\"kind\":\"workflow\",\"accepted\":true,\"metadata\":{\"name\":\"Tea\","
                + "\"description\":\"\",\"author\":\"\",\"version\":\"1.0.0\",\"tags\":[\"hot\"],"
                + "\"created_at\":\"2025-01-02T03:04:05\",\"schema_version\":\"1.0.0\"},"
                + "\"nodes\":[{\"id\":\"s\",\"type\":\"StartNode\",\"category\":\"basic\","
                + "\"placeholder\":false,\"config\":{},\"inputs\":[\"exec_in\"],\"outputs\":[\"exec_out\"],"
                + "\"position\":[1,2.5]},{\"id\":\"r\",\"type\":\"FileSystemSuperNode\","
                + "\"declaredType\":\"ReadFileNode\",\"category\":\"file\",\"placeholder\":false,\"config\":{\"action\":\"Read"
                + " File\",\"file_path\":\"leaves.txt\",\"n\":null,"
                + "\"d\":1.0},\"inputs\":[\"exec_in\",")
        .contains(
            "\"position\":{\"x\":3,\"y\":4},\"name\":\"Read leaves\"}],"
                + "\"connections\":[[\"s\",\"exec_out\",\"r\",\"exec_in\"]],\"autoStart\":false,"
                + "\"variables\":{\"v\":12345678901234567890},"
                + "\"settings\":{\"stop_on_error\":true,\"timeout\":30,\"retry_count\":0},"
                + "\"frames\":[{\"title\":\"f\"}],\"fingerprint\":\""
                + fingerprint
                + "\",\"findings\":[")
        .contains("{\"severity\":\"INFO\",\"code\":\"MIGRATED_TYPE\",\"message\":")
        .endsWith("]}\n");
    assertThat(run.lines()).hasSize(1);
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void json_membersOfWrongType_areKeptAsWritten() {
    CliRun run =
        CliRun.withInput(
            START + ",\"variables\":[1,{\"a\":null}],\"settings\":\"none\",\"frames\":{}}",
            "load",
            "--json",
            "-");

    assertThat(run.out())
        .contains(
            "\"variables\":[1,{\"a\":null}],\"settings\":\"none\",\"frames\":{},\"fingerprint\"")
        .contains("{\"severity\":\"WARNING\",\"code\":\"INVALID_TYPE\"");
    assertThat(run.exit()).isZero();
  }

  @Test
  void json_nullEndOfConnection_isNull() {
    CliRun run =
        CliRun.withInput(
            """
            {"metadata":{"name":"N"},"nodes":{"a":{"node_type":"StartNode","config":{}}},
             "connections":[{"source_node":"a","source_port":null,"target_node":null,"target_port":""}]}
            """,
            "load",
            "--json",
            "-");

    assertThat(run.out()).contains("\"connections\":[[\"a\",null,null,\"\"]]");
  }

  @Test
  void json_rejectedDocument_hasOnlyFindings() {
    CliRun run = CliRun.withInput("{\"nodes\":{\"a\":{}}}", "load", "--json", "-");

    assertThat(run.out())
        .startsWith(
            "{\"file\":\"-\",\"kind\":\"workflow\",\"accepted\":false,\"findings\":[{\"severity\":\"")
        .contains("\"code\":\"MISSING_REQUIRED_FIELD\"")
        .contains("\"pointer\":\"/nodes/a\",\"line\":1,\"column\":15,\"offset\":14")
        .doesNotContain("metadata\":");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void json_severalInputs_keepTheirOrderAndTheHighestExitCode() {
    List<Object> arguments = new ArrayList<>(List.of("load", "--json", "--threads", "4"));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String content = i % 7 == 3 ? "[" : SMALL + " ".repeat(i % 2 == 0 ? 300_000 : 1);
      Path file = directory.resolve(i + ".json");
      if (i != 20) {
        CliRun.file(directory, i + ".json", content);
      }
      arguments.add(file);
      names.add("{\"file\":\"" + file + "\"");
    }

    CliRun run = CliRun.of(arguments.toArray());

    assertThat(run.lines()).extracting(line -> line.split(",", 2)[0]).isEqualTo(names);
    assertThat(run.lines().get(20))
        .isEqualTo(
            names.get(20)
                + ",\"accepted\":false,\"findings\":[{\"severity\":\"ERROR\",\"code\":\"UNREADABLE\",\"message\":\"Cannot"
                + " read \\\""
                + directory
                + "/20.json\\\": no such file\","
                + "\"pointer\":\"\"}]}");
    assertThat(run.exit()).isEqualTo(3);
  }

  @Test
  void load_directoryOrImpossibleName_isUnreadable() {
    CliRun run = CliRun.of("load", "--json", directory, "a\0b");

    assertThat(run.out())
        .contains("it is a directory")
        .contains("{\"file\":\"a\\u0000b\",\"accepted\":false")
        .contains("Cannot read \\\"a\\\\u0000b\\\": Nul character not allowed");
    assertThat(run.exit()).isEqualTo(3);
  }

  @Test
  void text_hostileNames_reachTheTerminalEscaped() {
    String hostile = "\\u001b]0;x\\u0007\\u202e\\u009b31m";
    CliRun run =
        CliRun.withInput(
            "{\"metadata\":{\"name\":\""
                + hostile
                + "\"},\"connections\":[],\"nodes\":{\""
                + hostile
                + "\":{\"node_type\":\""
                + hostile
                + "\",\"node_id\":\"other\",\"config\":{}}}}",
            "load",
            "-",
            "no\u001b[31m\u202esuch");

    assertThat(run.out()).contains("\\u001B]0;x\\u0007\\u202E\\u009B31m");
    assertThat(run.out().codePoints().filter(next -> next != '\n'))
        .noneMatch(next -> Character.isISOControl(next) || next == 0x202E);
    assertThat(run.exit()).isEqualTo(3);
  }

  @Test
  void json_hostileNames_areEscaped() {
    CliRun run =
        CliRun.withInput(
            START + ",\"variables\":{\"\\u202e\\u009b\":\"\\u007f\\ud83d\\ude00\u00e9\"}}",
            "load",
            "--json",
            "-");

    assertThat(run.out()).contains("{\"\\u202E\\u009B\":\"\\u007F\\uD83D\\uDE00\u00e9\"}");
  }

  @Test
  void text_acceptedDocument_isDescribed() {
    CliRun run = CliRun.withInput(SMALL, "load", "-");

    assertThat(run.lines())
        .startsWith(
            "-: workflow \"Tea\" 1.0.0",
            "  2 nodes of 2 types, 1 connection, 1 variable, 1 frame",
            "      1  FileSystemSuperNode file",
            "      1  StartNode basic")
        .anyMatch(line -> line.startsWith("  -:4:") && line.contains("info MIGRATED_TYPE"));
    assertThat(run.lines().get(run.lines().size() - 1)).matches("  loaded in [0-9.]+ m?s");
  }

  @Test
  void text_withoutStart_countsWhatTheDocumentHas() {
    CliRun run =
        CliRun.withInput(
            "{\"metadata\":{\"name\":\"N\"},\"connections\":[],\"nodes\":{"
                + "\"a\":{\"node_type\":\"WaitNode\",\"node_id\":\"a\",\"config\":{}}}}",
            "load",
            "-");

    assertThat(run.out())
        .contains("  1 node of 1 type, 0 connections, 0 variables; a hidden start node was added");
  }

  @Test
  void text_onlyColouredTerminal_getsColours() {
    Path file = CliRun.file(directory, "tea.json", SMALL);

    assertThat(CliRun.coloured("load", file).out()).contains("\u001b[1m");
    assertThat(CliRun.of("load", file).out()).doesNotContain("\u001b");
  }

  @Test
  void profile_strict_rejectsWhatLenientReports() {
    String orphan =
        START
            + ",\"connections\":[{\"source_node\":\"s\",\"source_port\":\"exec_out\","
            + "\"target_node\":\"gone\",\"target_port\":\"exec_in\"}]}";

    assertThat(CliRun.withInput(orphan, "load", "-").exit()).isZero();
    assertThat(CliRun.withInput(orphan, "load", "--profile", "lenient", "-").exit()).isZero();
    assertThat(CliRun.withInput(orphan, "load", "--profile", "strict", "-").exit()).isEqualTo(1);
  }

  @Test
  void unknown_fail_rejects() {
    String unknown = START.replace("StartNode", "NoSuchNode") + "}";

    assertThat(CliRun.withInput(unknown, "load", "-").exit()).isZero();
    assertThat(CliRun.withInput(unknown, "load", "--unknown", "fail", "-").exit()).isEqualTo(1);
    assertThat(CliRun.withInput(unknown, "load", "--unknown", "skip", "--json", "-").out())
        .contains("\"nodes\":[{\"id\":\"__auto_start__\"");
  }

  @Test
  void limits_ofFile_areKept() {
    Path limits = CliRun.file(directory, "limits.json", "{\"config-key-length\": 4, \"nodes\": 1}");
    Path file = CliRun.file(directory, "tea.json", SMALL);

    assertThat(CliRun.of("load", "--json", "--limits", limits, file).out())
        .contains("LIMIT_EXCEEDED");
    assertThat(CliRun.of("load", "--limits", "trusted", file).exit()).isZero();
  }

  @Test
  void limits_thatMakeNoSense_areUnreadable() {
    Path unknown = CliRun.file(directory, "a.json", "{\"node\": 4}");
    Path text = CliRun.file(directory, "b.json", "{\"nodes\": \"4\"}");
    Path zero = CliRun.file(directory, "c.json", "{\"nodes\": 0}");
    Path broken = CliRun.file(directory, "d.json", "{\"nodes\"");

    assertThat(limitsError(unknown)).contains("there is no limit \"node\"; expected nodes");
    assertThat(limitsError(text)).contains("nodes must be a whole number");
    assertThat(limitsError(zero)).contains("nodes must be at least 1");
    assertThat(limitsError(broken)).startsWith("--limits " + broken + ": ");
    assertThat(limitsError(directory)).isEqualTo("--limits " + directory + ": it is a directory\n");
    Path none = directory.resolve("none");
    assertThat(limitsError(none))
        .isEqualTo("--limits " + none + ": no such file; expected untrusted, trusted or a file\n");
  }

  @Test
  void limits_fileThatSaysTooMuch_isUnreadable() {
    assertThat(limitsError("{\"nodes\":1}{\"nodes\":2}"))
        .contains("unexpected content after the object on line 1");
    assertThat(limitsError("{\"nodes\":1,\"nodes\":2}")).contains("duplicate key \"nodes\"");
    assertThat(limitsError("{\"node-id-length\":1,\"NODE_ID_LENGTH\":2}"))
        .contains("node-id-length is given twice");
    assertThat(limitsError("{\"nodes\":10000000000000000000}"))
        .contains("nodes must be a whole number of at most 9223372036854775807, not the number");
    assertThat(limitsError("{\"nodes\":\"5\"}"))
        .contains("9223372036854775807, not the string \"5\"");
    assertThat(limitsError("{\"nodes\":[5]}")).contains("9223372036854775807, not a list");
    assertThat(limitsError("{\"nodes\":null}")).contains("9223372036854775807, not null");
    assertThat(limitsError("[".repeat(60_000))).contains("it must contain a JSON object");
  }

  @Test
  @Timeout(20)
  void limits_fileWithoutEndOrOfAnotherEncoding_isAUsageError() throws Exception {
    assertThat(limitsError(SpecialFiles.fifo(directory.resolve("fifo"))))
        .contains("fifo: it is not a regular file");
    assertThat(limitsError(Path.of("/dev/zero"))).contains("zero: it is not a regular file");
    assertThat(limitsError(directory)).contains(": it is a directory");
    assertThat(limitsError(" ".repeat(65_537))).contains(": it has more than 65536 bytes");
    byte[] wide = "{}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(limitsError(Files.write(directory.resolve("wide"), wide)))
        .contains("it seems to be in UTF-16");
  }

  private String limitsError(String content) {
    return limitsError(CliRun.file(directory, "odd.json", content));
  }

  private static String limitsError(Path limits) {
    CliRun run = CliRun.withInput(START + "}", "load", "--limits", limits, "-");
    assertThat(run.exit()).isEqualTo(3);
    return run.err();
  }

  @Test
  void loadJson_numbers_haveTheValuesOfTheDefinition() {
    String config =
        "{\"a\":1.0,\"b\":1e3,\"c\":12345678901234567890,\"d\":1.50,\"e\":-0.0,\"f\":1E20,"
            + "\"g\":0.1000000000000000055511151231257827,\"h\":9007199254740993,\"i\":1e-7}";
    String document =
        "{\"nodes\":{\"n\":{\"node_id\":\"n\",\"node_type\":\"LogNode\",\"position\":[1,2e1],"
            + "\"config\":"
            + config
            + "}}}";

    assertThat(CliRun.withInput(document, "load", "--json", "-").out())
        .contains(
            "\"config\":{\"a\":1.0,\"b\":1000.0,\"c\":12345678901234567890,\"d\":1.5,\"e\":-0.0,"
                + "\"f\":1.0E20,\"g\":0.1000000000000000055511151231257827,"
                + "\"h\":9007199254740993,\"i\":1.0E-7}")
        .contains("\"position\":[1,20.0]");
  }

  @Test
  void timings_onStandardError_leaveResultsAlone() {
    CliRun run = CliRun.withInput(START + "}", "load", "--json", "--no-cache", "--timings", "-");

    assertThat(run.err()).matches("-: [0-9.]+ m?s\n");
    assertThat(run.lines()).hasSize(1);
  }

  @Test
  void usageError_isReported() {
    assertThat(CliRun.of("load").exit()).isEqualTo(2);
    assertThat(CliRun.of("load", "--threads", "0", "-").exit()).isEqualTo(2);
    assertThat(CliRun.of("load", "--profile", "harsh", "-").exit()).isEqualTo(2);
    CliRun twice = CliRun.of("load", "-", "-");
    assertThat(twice.exit()).isEqualTo(2);
    assertThat(twice.err()).contains("only once").contains("Try 'sluice load --help'.");
  }

  @Test
  void brokenPipe_endsQuietlyAndNotAsASuccess() throws IOException {
    CliRun run = writingTo("Broken pipe");

    assertThat(run.exit()).isEqualTo(141);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void fullDisk_isReportedAndFails() throws IOException {
    CliRun run = writingTo("No space left on device");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("cannot write the results: No space left on device");
  }

  private CliRun writingTo(String failure) throws IOException {
    Path file = CliRun.file(directory, "tea.json", SMALL);
    Path err = directory.resolve("err.txt");
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException(failure);
          }
        };
    int exit;
    try (OutputStream complaints = Files.newOutputStream(err)) {
      Terminal terminal =
          new Terminal(new ByteArrayInputStream(new byte[0]), closed, complaints, Paint.OFF, false);
      String[] arguments = new String[102];
      Arrays.fill(arguments, file.toString());
      arguments[0] = "load";
      arguments[1] = "--json";
      exit = Main.run(terminal, arguments);
    }
    return new CliRun(exit, "", Files.readString(err));
  }
}
