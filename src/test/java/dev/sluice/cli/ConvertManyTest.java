package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConvertManyTest {

  /** Text that no writer would choose. */
  private static final String ODD =
      json("{ 'nodes' : {'s':{'node_id':'s','node_type':'StartNode','config':{'n':1.00}}} }\n");

  private static final String OLD =
      workflow(START + "," + node("r", "ReadFileNode"), edge("start", "r"));

  private static final FileTime TIME = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir private Path directory;
  private Path flows;

  @BeforeEach
  void createTree() throws IOException {
    flows = Files.createDirectories(directory.resolve("flows/sub")).getParent();
    CliRun.file(flows, "a.json", ODD);
    CliRun.file(flows.resolve("sub"), "b.json", OLD);
    CliRun.file(flows, "package.json", json("{'name':'x'}"));
    Files.setLastModifiedTime(flows.resolve("a.json"), TIME);
    Files.setPosixFilePermissions(
        flows.resolve("a.json"), PosixFilePermissions.fromString("rw-r-----"));
  }

  private String[] names(Path directory) {
    String[] names = directory.toFile().list();
    Arrays.sort(names);
    return names;
  }

  @Test
  void convert_outDirectory_hasTheTreeWithTextModeAndTimeKept() throws IOException {
    Path out = directory.resolve("new/deep");

    CliRun run = CliRun.of("convert", flows, "--out", out, "--to", "gzip");

    assertThat(run.exit()).isZero();
    assertThat(names(out)).containsExactly("a.json.gz", "sub");
    assertThat(names(out.resolve("sub"))).containsExactly("b.json.gz");
    Path a = out.resolve("a.json.gz");
    assertThat(Packing.unpack(Files.readAllBytes(a))).asString().isEqualTo(ODD);
    assertThat(Files.getLastModifiedTime(a)).isEqualTo(TIME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(a)))
        .isEqualTo("rw-r-----");
    assertThat(run.lines())
        .containsExactly(
            "%s > %s  %d B > %d B"
                .formatted(flows.resolve("a.json"), a, ODD.length(), Files.size(a)),
            "%s > %s  %d B > %d B"
                .formatted(
                    flows.resolve("sub/b.json"),
                    out.resolve("sub/b.json.gz"),
                    OLD.length(),
                    Files.size(out.resolve("sub/b.json.gz"))));
    assertThat(run.err()).matches("2 files, \\d+ B > \\d+ B, 1 other file skipped\n");
    assertThat(flows.resolve("a.json")).hasContent(ODD);
  }

  @Test
  void convert_again_isUnchanged() {
    Path out = directory.resolve("new");
    CliRun.of("convert", flows, "--out", out, "--to", "zstd");

    CliRun again = CliRun.of("convert", flows, "--out", out, "--to", "zstd", "--check");

    assertThat(again.exit()).isZero();
    assertThat(again.out()).isEmpty();
    assertThat(again.err()).endsWith(", 2 unchanged, 1 other file skipped\n");
  }

  @Test
  void convert_inPlace_keepsModeAndTime() throws IOException {
    CliRun check = CliRun.of("convert", "--in-place", "--compact", "--check", flows);
    assertThat(check.exit()).isEqualTo(1);
    assertThat(flows.resolve("a.json")).hasContent(ODD);

    CliRun run = CliRun.of("convert", "--in-place", "--compact", flows);

    Path a = flows.resolve("a.json");
    assertThat(run.exit()).isZero();
    assertThat(a)
        .hasContent(
            json("{'nodes':{'s':{'node_id':'s','node_type':'StartNode','config':{'n':1.00}}}}"));
    assertThat(Files.getLastModifiedTime(a)).isEqualTo(TIME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(a)))
        .isEqualTo("rw-r-----");
    assertThat(run.out()).startsWith(a + "  ").hasLineCount(1);
    assertThat(CliRun.of("convert", "--in-place", "--compact", "--check", flows).exit()).isZero();
  }

  @Test
  void convert_inPlaceMigration_changesOldNodesOnly() {
    CliRun run = CliRun.of("convert", "--in-place", "--migrate", flows);

    assertThat(run.exit()).isZero();
    assertThat(flows.resolve("a.json")).hasContent(ODD);
    assertThat(flows.resolve("sub/b.json"))
        .hasContent(
            workflow(
                START + "," + node("r", "FileSystemSuperNode", json("{'action':'Read File'}")),
                edge("start", "r")));
  }

  @Test
  void convert_compressedByAnotherProgram_isUnchangedInPlace() throws IOException {
    byte[] stored = Packing.GZIP.pack(Workflows.bytes(ODD));
    Path file = Files.write(directory.resolve("c.json.gz"), stored);

    CliRun run = CliRun.of("convert", "--in-place", "--migrate", file);

    assertThat(run.exit()).isZero();
    assertThat(run.err()).endsWith(", 1 unchanged\n");
    assertThat(file).hasBinaryContent(stored);
  }

  @Test
  void convert_remove_removesSourcesWithAnotherNameOnly() {
    CliRun run = CliRun.of("convert", "--in-place", "--to", "gzip", "--rm", flows);

    assertThat(run.exit()).isZero();
    assertThat(names(flows)).containsExactly("a.json.gz", "package.json", "sub");
    assertThat(names(flows.resolve("sub"))).containsExactly("b.json.gz");
    assertThat(CliRun.of("convert", "--in-place", "--to", "gzip", "--rm", flows).exit()).isZero();
    assertThat(names(flows)).containsExactly("a.json.gz", "package.json", "sub");
    assertThat(CliRun.of("convert", "--in-place", "--to", "plain", "--rm", flows).exit()).isZero();
    assertThat(flows.resolve("a.json")).hasContent(ODD);
  }

  @Test
  void convert_twoSourcesOfOneTarget_areRefusedBeforeAnythingIsWritten() throws IOException {
    Path gz = flows.resolve("a.json.gz");
    Files.write(gz, Packing.GZIP.pack(Workflows.bytes(OLD)));

    CliRun run = CliRun.of("convert", flows, "--in-place", "--to", "plain", "--force");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("Both %s and %s would be written to ".formatted(flows.resolve("a.json"), gz))
        .contains("; nothing was written\n");
    assertThat(flows.resolve("a.json")).hasContent(ODD);
  }

  @Test
  void convert_existingTarget_isReplacedByForceOnly() throws IOException {
    Path target = Files.writeString(flows.resolve("a.json.zst"), "old");

    CliRun run = CliRun.of("convert", flows.resolve("a.json"), "--in-place", "--to", "zstd");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .startsWith(
            flows.resolve("a.json")
                + ": unwritable: "
                + target
                + " already exists (use --force to overwrite)\n");
    assertThat(target).hasContent("old");
    assertThat(
            CliRun.of("convert", flows.resolve("a.json"), "--in-place", "--to", "zstd", "--force")
                .exit())
        .isZero();
  }

  @Test
  void convert_rejectedAndMissing_doNotStopTheOthers() {
    CliRun.file(flows, "broken.json", "{\"nodes\":");

    CliRun run =
        CliRun.of("convert", flows, directory.resolve("none.json"), "--in-place", "--compact");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .contains("broken.json: rejected: ")
        .contains("none.json: unreadable: ")
        .endsWith(", 1 unchanged, 1 rejected, 1 unreadable, 1 other file skipped\n");
    assertThat(CliRun.of("convert", flows, "--in-place").exit()).isEqualTo(1);
  }

  @Test
  void convert_json_hasALineForEachDocumentAndASummary() {
    CliRun run = CliRun.of("convert", flows, "--in-place", "--migrate", "--json");

    assertThat(run.lines()).hasSize(3);
    assertThat(run.lines().get(0))
        .isEqualTo(
            json("{'file':'%s','target':'%s','outcome':'unchanged','before':%d,'after':%d}")
                .formatted(
                    flows.resolve("a.json"), flows.resolve("a.json"), ODD.length(), ODD.length()));
    assertThat(run.lines().get(1)).contains("\"outcome\":\"converted\"");
    assertThat(run.lines().get(2))
        .startsWith(
            json(
                "{'summary':{'files':2,'converted':1,'convertible':0,'unchanged':1,'refused':0,"
                    + "'rejected':0,'unreadable':0,'unwritable':0,'skipped':1,"));
  }

  /** One document is converted under the same limits and profile as many. */
  @Test
  void convert_oneWithConfiguration_usesItsProfileAndLimits() {
    Path in = CliRun.file(directory, "one.json", workflow(START + "," + node("b", "LgNode")));
    Path limits = CliRun.file(directory, "limits.json", json("{'limits':'small.json'}"));
    CliRun.file(directory, "small.json", json("{'nodes':1}"));
    Path strict = CliRun.file(directory, "strict.json", json("{'profile':'strict'}"));
    Path out = directory.resolve("out.json");

    CliRun limited = CliRun.of("convert", "--config", limits, in, out);
    assertThat(limited.err()).contains("LIMIT_EXCEEDED");
    assertThat(limited.exit()).isOne();
    CliRun strictly = CliRun.of("convert", "--config", strict, in, out);
    assertThat(strictly.err()).contains("UNKNOWN_NODE_TYPE");
    assertThat(strictly.exit()).isOne();
    assertThat(CliRun.of("convert", "--config", directory.resolve("none"), in, out).exit())
        .isEqualTo(3);
    assertThat(out).doesNotExist();
    assertThat(CliRun.of("convert", "--config", strict, "--profile", "lenient", in, out).exit())
        .isZero();
    assertThat(out).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "convert x|Expected IN and OUT; many documents require --in-place or --out DIR",
        "convert x y z|Expected IN and OUT; many documents require --in-place or --out DIR",
        "convert x y --rm|--rm, --check, --json, --hidden and --exclude require --in-place or"
            + " --out",
        "convert x y --exclude z|--rm, --check, --json, --hidden and --exclude require --in-place"
            + " or --out",
        "convert x --in-place --out d|--in-place and --out cannot be combined",
        "convert - --in-place|Standard input (-) can be used only with IN and OUT",
        "convert x --in-place --stats|--stats requires IN and OUT",
        "convert x --in-place --level 3|--level requires --to for many documents",
      })
  void convert_wrongCombination_isAUsageError(String line, String message) {
    CliRun run = CliRun.of((Object[]) line.split(" "));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith(message + "\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nameWithBytesThatAreNotUtf8_keepsThem() throws IOException {
    String uri = directory.toUri().toString();
    Path latin = Path.of(URI.create(uri + "in/l%E9.json"));
    Files.createDirectories(latin.getParent());
    Files.writeString(latin, "{\"nodes\":{},\"connections\":[]}");
    Path in = directory.resolve("in");

    CliRun packed = CliRun.of("convert", "--in-place", "--to", "gzip", in);
    assertThat(packed.out()).contains("in/l\\xE9.json > " + in + "/l\\xE9.json.gz");
    assertThat(Path.of(URI.create(uri + "in/l%E9.json.gz"))).exists();
    assertThat(CliRun.of("convert", "--out", directory.resolve("out"), in).exit()).isZero();
    assertThat(Path.of(URI.create(uri + "out/l%E9.json"))).exists();
    CliRun.of("convert", "--in-place", "--pretty", latin.getParent());
    try (Stream<Path> files = Files.list(in)) {
      assertThat(files).hasSize(2);
    }
    assertThat(latin).content().contains("\n");
  }
}
