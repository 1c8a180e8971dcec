package dev.sluice.cli.gate;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.CliRun;
import dev.sluice.support.SpecialFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
            {"version":2,"findings":[
            {"file":"flows/a.json","code":"UNKNOWN_NODE_TYPE","at":"node:x/node_type","count":1},
            {"file":"flows/b.json","code":"ORPHANED_CONNECTION","at":"wire:start.exec_out>gone.exec_in","count":2}
            ]}
            """);
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("DUPLICATE_CONNECTION").doesNotContain("ORPHANED_CONNECTION");
    assertThat(run.err())
        .contains(": 3 passed\n2 warnings")
        .contains("known.json: 3 known findings recorded\n");
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
    assertThat(run.err()).contains("3 passed").endsWith("known.json: 3 known findings hidden\n");
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
        .doesNotContain("\"code\":\"UNKNOWN_NODE_TYPE\"")
        .endsWith("],\"knownFindings\":1,\"rejectedBy\":\"UNKNOWN_NODE_TYPE\",\"passed\":true}");
    assertThat(run.lines().get(1).split("\"code\":\"ORPHANED_CONNECTION", -1)).hasSize(2);
    assertThat(run.lines().get(2)).contains("ORPHANED_CONNECTION").doesNotContain("known");
  }

  @Test
  void directoryOfTheRun_doesNotMatter() {
    write();
    Path elsewhere = flows.resolve("../flows/./b.json");

    assertThat(CliRun.of("validate", "--baseline", baseline, elsewhere).exit()).isZero();
  }

  @Test
  void staleFindings_areReported() throws IOException {
    write();
    CliRun.file(flows, "b.json", workflow(START, edge("start", "gone")));
    Files.delete(flows.resolve("a.json"));

    CliRun run = CliRun.of("validate", "--baseline", baseline, flows);

    assertThat(run.err())
        .endsWith("1 known finding hidden, 2 entries stale (--prune-baseline removes them)\n");
    assertThat(run.exit()).isZero();
    CliRun failing = CliRun.of("validate", "--baseline", baseline, "--fail-on-stale", flows);
    assertThat(failing.err())
        .startsWith(
            "baseline entry no longer found: "
                + flows.resolve("b.json")
                + ": ORPHANED_CONNECTION (wire:start.exec_out>gone.exec_in)\n"
                + "baseline entry no longer found: flows/a.json: there is no such file\n");
    assertThat(failing.exit()).isEqualTo(1);
  }

  @Test
  void pruning_removesWhatNoLongerOccurs_andNothingElse() throws IOException {
    write();
    CliRun.file(flows, "b.json", workflow(START, edge("start", "gone"), edge("start", "new")));
    CliRun.file(flows, "c.json", workflow(START, edge("start", "gone")));
    Files.delete(flows.resolve("a.json"));
    assertThat(exit("--prune-baseline")).isEqualTo(1);
    assertThat(Files.readString(baseline)).contains("\"count\":2").doesNotContain("a.json");

    CliRun.file(flows, "b.json", workflow(START, edge("start", "gone")));
    CliRun.file(flows, "c.json", workflow(START));
    CliRun run = CliRun.of("validate", "--baseline", baseline, "--prune-baseline", flows);

    assertThat(run.err()).endsWith("1 known finding hidden, 1 entry removed\n");
    assertThat(Files.readString(baseline))
        .isEqualTo(
            """
            {"version":2,"findings":[
            {"file":"flows/b.json","code":"ORPHANED_CONNECTION","at":"wire:start.exec_out>gone.exec_in","count":1}
            ]}
            """);
    assertThat(exit("--fail-on-stale")).isZero();
  }

  @Test
  void renamedFile_keepsItsKnownFindings() throws IOException {
    write();
    Path old = Files.createDirectory(directory.resolve("old"));
    Files.move(flows.resolve("a.json"), flows.resolve("renamed.json"));
    Files.move(flows.resolve("b.json"), old.resolve("b.json"));
    CliRun.file(old, "b.json", workflow(START, edge("start", "gone"), edge("start", "more")));

    CliRun run = CliRun.of("validate", "--baseline", baseline, flows, old);

    assertThat(run.out()).contains("\"more\"").doesNotContain("IffNode", "\"gone\"");
    assertThat(run.err()).endsWith("2 known findings hidden, 2 files were renamed\n");
    CliRun.of("validate", "--baseline", baseline, "--write-baseline", baseline, flows, old);
    assertThat(Files.readString(baseline)).contains("flows/renamed.json", "old/b.json");
  }

  @Test
  void newFileLikeAKnownOne_isNotTakenForIt() {
    write();
    CliRun.file(flows, "d.json", workflow(START + "," + node("x", "IffNode")));

    assertThat(exit()).isEqualTo(1);
  }

  @Test
  void listedNodes_areKnownByTheirIds() throws IOException {
    String one = "{\"id\":\"x\",\"type\":\"IffNode\",\"config\":{}}";
    String two = "{\"id\":\"7\",\"type\":\"LogNode\",\"config\":{}}";
    String before = "{\"metadata\":{\"name\":\"N\"},\"connections\":[],\"nodes\":[";
    Path file = CliRun.file(flows, "l.json", before + one + "," + two + "]}");
    write();
    assertThat(Files.readString(baseline)).contains("\"at\":\"node:x/type\"");
    CliRun.file(flows, "l.json", before + two + "," + one + "]}");

    assertThat(CliRun.of("validate", "--baseline", baseline, file).exit()).isZero();
  }

  @Test
  void firstFormOfABaseline_isReadAndReplacedWhenWritten() throws IOException {
    Files.writeString(
        baseline,
        """
        {"version":1,"findings":[
        {"file":"flows/a.json","pointer":"/nodes/x/node_type","code":"UNKNOWN_NODE_TYPE","message":"No node type is called \\"IffNode\\""},
        {"file":"flows/b.json","pointer":"/connections/*","code":"ORPHANED_CONNECTION","message":"The connection's target node \\"gone\\" does not exist","times":2}
        ]}
        """);
    assertThat(exit()).isZero();

    CliRun run =
        CliRun.of(
            "validate",
            "--baseline",
            baseline,
            "--write-baseline",
            baseline,
            flows.resolve("c.json"));

    assertThat(run.err())
        .contains("1 baseline entry in the old format cannot be kept, because its file was not");
    assertThat(Files.readString(baseline))
        .isEqualTo(
            """
            {"version":2,"findings":[
            {"file":"flows/a.json","code":"UNKNOWN_NODE_TYPE","at":"node:x/node_type","count":1}
            ]}
            """);
  }

  @Test
  void syntaxErrors_areNeverKnown() throws IOException {
    Path broken = CliRun.file(flows, "z.json", "{\"nodes\":{},}");

    CliRun run = CliRun.of("validate", "--write-baseline", baseline, flows);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains(broken.toString());
    assertThat(Files.readString(baseline)).doesNotContain("z.json");
    assertThat(run.err())
        .endsWith("3 known findings recorded, 1 finding cannot be recorded: MALFORMED_JSON\n");
  }

  @Test
  void staleFindings_ofAFailingInput_areNotReported() {
    write();
    CliRun.file(flows, "b.json", "{\"nodes\":");

    assertThat(CliRun.of("validate", "--baseline", baseline, flows).err())
        .doesNotContain("entries");
  }

  @Test
  void gate_decidesWhatIsWritten() throws IOException {
    CliRun.of("validate", "--write-baseline", baseline, "--max-severity", "info", flows);

    assertThat(Files.readString(baseline)).contains("DUPLICATE_CONNECTION").contains("UNREACHABLE");
    assertThat(exit("--max-severity", "info")).isZero();
  }

  @Test
  void editedNames_areThoseOfTheFilesTheyLeadTo() throws IOException {
    write();
    String written = Files.readString(baseline);
    for (String name : List.of("./flows/", "flows/.././flows//", flows + "/")) {
      Files.writeString(baseline, written.replace("\"flows/", "\"" + name));

      CliRun run = CliRun.of("validate", "--baseline", baseline, "--fail-on-stale", flows);

      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.err()).endsWith("3 known findings hidden\n");
    }
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
  void writing_intoAnotherDirectory_namesTheFilesFromThere() throws IOException {
    write();
    Path other = Files.createDirectory(directory.resolve("other")).resolve("known.json");

    CliRun.of(
        "validate", "--baseline", baseline, "--write-baseline", other, flows.resolve("b.json"));

    assertThat(Files.readString(other))
        .isEqualTo(Files.readString(baseline).replace("\"flows/", "\"../flows/"));
  }

  @Test
  void unreadableInput_isNeverKnown() throws IOException {
    Path missing = flows.resolve("missing.json");

    CliRun run = CliRun.of("validate", "--write-baseline", baseline, missing);

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .endsWith("0 known findings recorded, 1 finding cannot be recorded: UNREADABLE\n");
    assertThat(Files.readString(baseline)).isEqualTo("{\"version\":2,\"findings\":[]}\n");
  }

  @Test
  void moreFindingsThanKept_areNeverKnown() throws IOException {
    Path limits = CliRun.file(directory, "limits", "{\"findings\": 1}");
    Path file = CliRun.file(flows, "d.json", workflow(START, edge("p", "q")));

    assertThat(CliRun.of("validate", "--write-baseline", baseline, file).exit()).isZero();
    String before = Files.readString(baseline);
    CliRun read = CliRun.of("validate", "--limits", limits, "--baseline", baseline, file);
    assertThat(read.exit()).isEqualTo(1);
    assertThat(read.err())
        .startsWith(
            file
                + ": 1 finding was dropped because of the limit of 1, so the baseline is not"
                + " applied; fix some, or raise the limit with --limits\n");
    CliRun run = CliRun.of("validate", "--limits", limits, "--write-baseline", baseline, file);

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .startsWith(
            file
                + ": 1 finding was dropped because of the limit of 1, so the file is not recorded"
                + " in the baseline; fix some, or raise the limit with --limits\n");
    assertThat(Files.readString(baseline)).isEqualTo(before);
  }

  @Test
  void fileThatIsNoBaseline_isUnreadable() {
    String begin = "it must begin with {\"version\":2,\"findings\":[";
    assertThat(errorOf("{\"version\":0,\"findings\":[]}")).contains(begin);
    assertThat(errorOf("[]")).contains("it must contain a JSON object");
    assertThat(errorOf("{\"version\":1,\"findings\":[7]}"))
        .contains("each finding must be an object");
    assertThat(errorOf("{\"version\":1,\"findings\":[{\"file\":7}]}"))
        .contains("\"file\" must be a string");
    assertThat(errorOf("{\"version\":1,\"findings\":[{}]}"))
        .contains("a finding has no \"pointer\"");
    assertThat(errorOf("{\"version\":1,\"findings\":[{\"times\":0}]}"))
        .contains("\"times\" must be at least 1");
    assertThat(errorOf("{\"version\":1,\"findings\":[],\"more\":[]}"))
        .contains("nothing may follow the findings");
    assertThat(errorOf("{\"version\":2,\"findings\":[]}\n{}"))
        .contains("unexpected content after the object on line 2");
    assertThat(errorOf("{\"version\":3,\"findings\":[]}"))
        .contains("it has version 3, and this program reads versions up to 2");
    assertThat(errorOf("{\"version\":1,\"version\":1,\"findings\":[]}"))
        .contains("duplicate key \"version\" at line 1");
    assertThat(errorOf("{\"version\":1,\"findings\":[{\"file\":\"a\",\"file\":\"b\"}]}"))
        .contains("duplicate key \"file\" at line 1");
    assertThat(errorOf("{\"version\":1,\"findings\":" + "[".repeat(100_000)))
        .contains("each finding must be an object");
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThat(errorOf("{\"version\":1,\"findings\":[{\"x\":" + deep + "}]}"))
        .contains("a value in it is nested too deeply or too long");
    assertThat(errorOf("{\"version\":1,\"findings\":[{\"pointer\":\"\",\"code\":\"NO_SUCH\"}]}"))
        .contains("there is no finding code \"NO_SUCH\"");
    assertThat(errorOf("{\"version\":1,\"findings\":[{"))
        .contains("the document ends where a member name is expected at line 1, column 27");
    assertThat(CliRun.of("validate", "--baseline", directory.resolve("none"), flows).exit())
        .isEqualTo(3);
  }

  @Test
  void fileThatIsNoRegularUtf8File_isUnreadableAndSaysWhy() throws Exception {
    assertThat(reasonFor(directory)).isEqualTo("it is a directory");
    assertThat(reasonFor(SpecialFiles.fifo(directory.resolve("fifo"))))
        .isEqualTo("it is not a regular file");
    assertThat(reasonFor(Path.of("/dev/zero"))).isEqualTo("it is not a regular file");
    assertThat(reasonFor(directory.resolve("none"))).isEqualTo("no such file");
    Path wide = Files.write(directory.resolve("wide"), "{}".getBytes(StandardCharsets.UTF_16));
    assertThat(reasonFor(wide)).startsWith("it is in UTF-16, not in UTF-8; convert it");
  }

  private String reasonFor(Path file) {
    CliRun run = CliRun.of("validate", "--baseline", file, flows);
    assertThat(run.exit()).isEqualTo(3);
    String before = "written, not " + file + ": ";
    String line = run.err().lines().findFirst().orElse("");
    return line.substring(line.indexOf(before) + before.length());
  }

  @Test
  void baselineThatCannotBeWritten_isRefusedBeforeTheRun() throws Exception {
    Files.createDirectory(baseline);
    Path fifo = SpecialFiles.fifo(directory.resolve("fifo"));

    assertThat(CliRun.of("validate", "--write-baseline", baseline, flows))
        .isEqualTo(refused(baseline, "it is a directory"));
    assertThat(CliRun.of("validate", "--write-baseline", fifo, flows))
        .isEqualTo(refused(fifo, "it is not a regular file"));
    Path gone = directory.resolve("gone").resolve("known.json");
    assertThat(CliRun.of("validate", "--write-baseline", gone, flows))
        .isEqualTo(refused(gone, "its directory does not exist"));
    assertThat(baseline).isEmptyDirectory();
  }

  @Test
  void writing_toAFileWithOtherContent_isAUsageErrorAndKeepsIt() throws IOException {
    Path flow = flows.resolve("a.json");
    String before = Files.readString(flow);

    CliRun run = CliRun.of("validate", "--write-baseline", flow, flows);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("--write-baseline replaces only a baseline, not ")
        .contains(
            "a.json: it must begin with {\"version\":2,\"findings\":[; name another file, or delete"
                + " this one first\n");
    assertThat(Files.readString(flow)).isEqualTo(before);
  }

  @Test
  void writing_toAnEmptyFileOrABaseline_replacesIt() throws IOException {
    Files.createFile(baseline);
    assertThat(CliRun.of("validate", "--write-baseline", baseline, flows).exit()).isZero();
    String written = Files.readString(baseline);
    Files.writeString(baseline, "{\"version\":1,\"findings\":[]}");

    assertThat(CliRun.of("validate", "--write-baseline", baseline, flows).exit()).isZero();
    assertThat(Files.readString(baseline)).isEqualTo(written).contains("node:x/");
  }

  private static CliRun refused(Path target, String reason) {
    String message = "Cannot write \"%s\": %s (%s) [UNWRITABLE]\n";
    return new CliRun(3, "", message.formatted(target.getFileName(), reason, target));
  }

  @Test
  void writing_keepsModeAndLinkAndWhatOthersLeft() throws IOException {
    Path real = CliRun.file(directory, "real.json", "");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-------"));
    Files.createSymbolicLink(baseline, real);
    Path draft = CliRun.file(directory, "known.json.tmp", "mine");

    write();

    assertThat(baseline).isSymbolicLink();
    assertThat(Files.readString(real)).contains("node:x/");
    assertThat(Files.getPosixFilePermissions(real))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(draft).hasContent("mine");
  }

  @Test
  void writing_longestName_works() {
    baseline = directory.resolve("k".repeat(255));

    write();
  }

  private String errorOf(String content) {
    CliRun.file(directory, "known.json", content);
    CliRun run = CliRun.of("validate", "--baseline", baseline, flows);
    assertThat(run.exit()).isEqualTo(3);
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
