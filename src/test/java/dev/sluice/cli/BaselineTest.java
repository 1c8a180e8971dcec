package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

  private @TempDir Path directory;
  private Path baseline;
  private Path flows;

  @BeforeEach
  void makeFiles() throws IOException {
    baseline = directory.resolve("known.json");
    flows = Files.createDirectory(directory.resolve("flows"));
    CliRun.file(flows, "b.json", workflow(START, edge("start", "gone"), edge("start", "gone")));
    CliRun.file(flows, "a.json", workflow(START + "," + node("x", "IffNode")));
    CliRun.file(flows, "c.json", workflow(START));
  }

  @Test
  void writing_putsWhatFailsIntoASortedFile() throws IOException {
    CliRun run = CliRun.of("validate", "--write-baseline", baseline, flows);

    assertThat(Files.readString(baseline))
        .isEqualTo(
            """
            {"version":1,"findings":[
            {"file":"flows/a.json","pointer":"/nodes/x/node_type","code":"UNKNOWN_NODE_TYPE","message":"No node type is called \\"IffNode\\""},
            {"file":"flows/b.json","pointer":"/connections/*","code":"ORPHANED_CONNECTION","message":"The connection's target node \\"gone\\" does not exist","times":2}
            ]}
            """);
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("DUPLICATE_CONNECTION").doesNotContain("ORPHANED_CONNECTION");
    assertThat(run.err()).contains("3 files").contains(", 3 passed, 2 warnings, 3 known");
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("known.json", "flows");
  }

  @Test
  void knownFindings_failNothingWhereverTheyMove() {
    write();
    CliRun.file(
        flows,
        "b.json",
        "\n\n"
            + workflow(
                START + "," + node("y", "LogNode"),
                edge("start", "y"),
                edge("start", "gone"),
                edge("start", "gone")));

    CliRun run = CliRun.of("validate", "--baseline", baseline, flows);

    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("3 passed").contains("3 known").doesNotContain("stale");
  }

  @Test
  void findingsThatAreNew_fail() {
    write();
    CliRun.file(
        flows,
        "b.json",
        workflow(START, edge("start", "gone"), edge("start", "gone"), edge("start", "gone")));
    CliRun.file(flows, "c.json", workflow(START, edge("start", "gone")));

    CliRun run = CliRun.of("validate", "--baseline", baseline, "--format", "json", flows);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.lines().get(0))
        .doesNotContain("UNKNOWN_NODE_TYPE")
        .endsWith("],\"knownFindings\":1}");
    assertThat(run.lines().get(1).split("ORPHANED_CONNECTION", -1)).hasSize(2);
    assertThat(run.lines().get(2)).contains("ORPHANED_CONNECTION").doesNotContain("known");
  }

  @Test
  void directoryOfTheRun_doesNotMatter() {
    write();
    Path elsewhere = flows.resolve("../flows/./b.json");

    assertThat(CliRun.of("validate", "--baseline", baseline, elsewhere).exit()).isZero();
  }

  @Test
  void staleFindings_areTold() throws IOException {
    write();
    CliRun.file(flows, "b.json", workflow(START, edge("start", "gone")));
    Files.delete(flows.resolve("a.json"));

    CliRun run = CliRun.of("validate", "--baseline", baseline, flows);

    assertThat(run.err())
        .startsWith(
            "stale on the baseline: "
                + flows.resolve("b.json")
                + ": ORPHANED_CONNECTION The connection's target node \"gone\" does not exist"
                + " (/connections/*)\n"
                + "stale on the baseline: flows/a.json: there is no such file\n");
    assertThat(run.exit()).isZero();
  }

  @Test
  void staleFindings_ofAFailingInput_areNotTold() {
    write();
    CliRun.file(flows, "b.json", "{\"nodes\":");

    assertThat(CliRun.of("validate", "--baseline", baseline, flows).err()).doesNotContain("stale");
  }

  @Test
  void gate_decidesWhatIsWritten() throws IOException {
    CliRun.of("validate", "--write-baseline", baseline, "--max-severity", "info", flows);

    assertThat(Files.readString(baseline)).contains("DUPLICATE_CONNECTION").contains("UNREACHABLE");
    assertThat(exit("--max-severity", "info")).isZero();
  }

  @Test
  void writing_partOfTheFiles_keepsWhatIsKnownOfOthers() throws IOException {
    write();
    String before = Files.readString(baseline);
    Path changed = CliRun.file(flows, "b.json", workflow(START));

    CliRun.of("validate", "--baseline", baseline, "--write-baseline", baseline, changed);

    assertThat(Files.readString(baseline))
        .isEqualTo(before.replaceAll(",\n.*flows/b.json.*\n", "\n"));
  }

  @Test
  void unreadableInput_isNeverKnown() throws IOException {
    Path missing = flows.resolve("missing.json");

    assertThat(CliRun.of("validate", "--write-baseline", baseline, missing).exit()).isEqualTo(3);
    assertThat(Files.readString(baseline)).isEqualTo("{\"version\":1,\"findings\":[]}\n");
  }

  @Test
  void moreFindingsThanKept_areNeverKnown() throws IOException {
    Path limits = CliRun.file(directory, "limits", "{\"findings\": 1}");
    Path file = CliRun.file(flows, "d.json", workflow(START, edge("p", "q")));

    assertThat(CliRun.of("validate", "--write-baseline", baseline, file).exit()).isZero();
    assertThat(CliRun.of("validate", "--limits", limits, "--baseline", baseline, file).exit())
        .isEqualTo(1);
    CliRun run = CliRun.of("validate", "--limits", limits, "--write-baseline", baseline, file);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(Files.readString(baseline)).isEqualTo("{\"version\":1,\"findings\":[]}\n");
  }

  @Test
  void fileThatIsNoBaseline_isWrongUsage() {
    String begin = "it must begin with {\"version\":1,\"findings\":[";
    assertThat(errorOf("{\"version\":2,\"findings\":[]}")).contains(begin);
    assertThat(errorOf("[]")).contains(begin);
    assertThat(errorOf("{\"version\":1,\"findings\":[{\"code\":\"NO_SUCH\"}]}"))
        .contains("NO_SUCH");
    assertThat(errorOf("{\"version\":1,\"findings\":[{")).contains("Unexpected end-of-input");
    assertThat(CliRun.of("validate", "--baseline", directory.resolve("none"), flows).exit())
        .isEqualTo(2);
  }

  private String errorOf(String content) {
    CliRun.file(directory, "known.json", content);
    CliRun run = CliRun.of("validate", "--baseline", baseline, flows);
    assertThat(run.exit()).isEqualTo(2);
    return run.err();
  }

  private void write() {
    assertThat(CliRun.of("validate", "--write-baseline", baseline, flows).exit()).isZero();
    assertThat(exit()).isZero();
  }

  private int exit(Object... options) {
    Object[] all = new Object[options.length + 4];
    all[0] = "validate";
    all[1] = "--baseline";
    all[2] = baseline;
    all[3] = flows;
    System.arraycopy(options, 0, all, 4, options.length);
    return CliRun.of(all).exit();
  }
}
