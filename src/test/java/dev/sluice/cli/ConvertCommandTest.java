package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.file.Leftovers;
import dev.sluice.support.Packing;
import dev.sluice.support.SpecialFiles;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConvertCommandTest {

  private static final String DOCUMENT = Workflows.chain(3);

  @TempDir private Path directory;

  private Path in(String document) {
    return CliRun.file(directory, "in.json", document);
  }

  @ParameterizedTest
  @CsvSource({"out.json, 7b22", "out.json.gz, 1f8b", "out.json.zst, 28b5", "out.JSON.GZ, 1f8b"})
  void convert_nameOfTheTarget_tellsTheCompression(String name, String magic) throws IOException {
    Path out = directory.resolve(name);

    CliRun run = CliRun.of("convert", in(DOCUMENT), out);

    assertThat(run).isEqualTo(new CliRun(0, "", ""));
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(out), 0, 2)).isEqualTo(magic);
    assertThat(CliRun.of("convert", out, "-").out()).isEqualTo(DOCUMENT);
  }

  @Test
  void convert_pipes_passBytesThrough() {
    assertThat(CliRun.withInput(DOCUMENT, "convert", "-", "-"))
        .isEqualTo(new CliRun(0, DOCUMENT, ""));
    assertThat(CliRun.withInput(DOCUMENT, "convert", "-", "-", "--compression", "gzip").out())
        .startsWith("\u001f");
  }

  @Test
  void convert_compressedInput_isDecompressedByContent() throws IOException {
    Path odd = directory.resolve("odd.json");
    Files.write(odd, Packing.ZSTD.pack(Workflows.bytes(DOCUMENT)));

    assertThat(CliRun.of("convert", odd, "-").out()).isEqualTo(DOCUMENT);
  }

  @Test
  void convert_prettyAndCompact_layOut() {
    Path in = in("{\"metadata\":{\"name\":\"N\"}, \"nodes\":{}}");

    assertThat(CliRun.of("convert", in, "-", "--pretty").out())
        .isEqualTo("{\n  \"metadata\": {\n    \"name\": \"N\"\n  },\n  \"nodes\": {}\n}\n");
    assertThat(CliRun.of("convert", in, "-", "--compact").out())
        .isEqualTo("{\"metadata\":{\"name\":\"N\"},\"nodes\":{}}");
  }

  private static final String SPELLED =
      "\uFEFF{ \"nodes\" :\r\n\t{\"d\":{\"node_id\":\"d\", \"node_type\":\"LogNode\",\r\n"
          + "  \"config\":{\"a\":-0,\"b\":1e-400,\"c\":1E5,\"d\":1.10,\"e\":\"\\u0041\\/é\\u00e9\","
          + "\"f\":[ ],\"a\":-0.0}}}} \r\n\n";

  @Test
  void convert_withoutAFormat_keepsEveryByte() throws IOException {
    Path in = in(SPELLED);
    Path gzip = directory.resolve("out.json.gz");
    Path plain = directory.resolve("plain.json");

    assertThat(CliRun.of("convert", in, gzip).exit()).isZero();
    assertThat(CliRun.of("convert", gzip, plain).exit()).isZero();

    assertThat(plain).hasSameBinaryContentAs(in);
    assertThat(CliRun.withInput(SPELLED, "convert", "-", "-").out()).isEqualTo(SPELLED);
  }

  @Test
  void convert_prettyAndCompact_keepTheSpellingOfValues() {
    Path in = in(SPELLED);

    assertThat(CliRun.of("convert", in, "-", "--compact").out())
        .isEqualTo(
            "{\"nodes\":{\"d\":{\"node_id\":\"d\",\"node_type\":\"LogNode\",\"config\":{\"a\":-0,"
                + "\"b\":1e-400,\"c\":1E5,\"d\":1.10,\"e\":\"\\u0041\\/é\\u00e9\",\"f\":[],\"a\":-0.0}}}}");
    assertThat(CliRun.of("convert", in, "-", "--pretty").out())
        .startsWith("{\n  \"nodes\": {\n    \"d\": {\n      \"node_id\": \"d\",\n")
        .endsWith("        \"f\": [],\n        \"a\": -0.0\n      }\n    }\n  }\n}\n")
        .contains("\"a\": -0,\n        \"b\": 1e-400,\n        \"c\": 1E5,\n");
  }

  @Test
  void convert_migrate_keepsTheSpellingOfOtherValues() {
    Path in =
        in(
            Workflows.workflow(
                Workflows.node("r", "ReadFileNode", "{\"file_path\":\"a.txt\",\"timeout\":1E5}")
                    + ", "
                    + Workflows.node("l", "LogNode", "{\"a\":1.10}")));

    assertThat(CliRun.of("convert", in, "-", "--migrate").out())
        .contains("\"FileSystemSuperNode\"", "\"timeout\":1E5", "}, \"l\"", "{\"a\":1.10}");
  }

  @Test
  void convert_existingTarget_isReplacedByForceOnly() {
    Path out = CliRun.file(directory, "out.json", "old");

    CliRun refused = CliRun.of("convert", in(DOCUMENT), out);

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err())
        .isEqualTo("sluice convert: " + out + " already exists (use --force to overwrite)\n");
    assertThat(out).hasContent("old");
    assertThat(CliRun.of("convert", in(DOCUMENT), out, "--force").exit()).isZero();
    assertThat(out).hasContent(DOCUMENT);
  }

  @Test
  void convert_ontoItself_works() {
    Path in = in(DOCUMENT);

    assertThat(CliRun.of("convert", in, in, "--force", "--pretty").exit()).isZero();
    assertThat(CliRun.of("convert", in, in, "--force", "--compact").exit()).isZero();
    assertThat(in).hasContent(DOCUMENT);
  }

  @Test
  void convert_migrate_writesTheSuccessor() {
    Path in =
        in(Workflows.workflow(Workflows.node("r", "ReadFileNode", "{\"file_path\":\"a.txt\"}")));

    assertThat(CliRun.of("convert", in, "-").out()).contains("\"ReadFileNode\"");
    assertThat(CliRun.of("convert", in, "-", "--migrate").out())
        .contains(
            "\"node_type\":\"FileSystemSuperNode\","
                + "\"config\":{\"action\":\"Read File\",\"file_path\":\"a.txt\"}");
  }

  @Test
  void convert_canonical_undoesTheDialect() {
    Path in = in("{\"name\":\"N\",\"nodes\":[{\"id\":\"a\",\"type\":\"LogNode\"}]}");

    assertThat(CliRun.of("convert", in, "-", "--canonical", "--compact").out())
        .isEqualTo(
            "{\"metadata\":{\"name\":\"N\"},"
                + "\"nodes\":{\"a\":{\"node_id\":\"a\",\"node_type\":\"LogNode\",\"config\":{}}}}");
  }

  @Test
  void convert_stats_printsBytesOfEachCompression() {
    CliRun file = CliRun.of("convert", in(DOCUMENT), directory.resolve("out.json"), "--stats");
    CliRun pipe = CliRun.of("convert", in(DOCUMENT), "-", "--stats");

    assertThat(file.out())
        .matches(
            "plain +%d bytes    1.00 : 1\ngzip  +\\d+ bytes +\\d\\.\\d\\d : 1\nzstd  +\\d+ bytes +\\d\\.\\d\\d : 1\n"
                .formatted(DOCUMENT.length()));
    assertThat(pipe.out()).isEqualTo(DOCUMENT);
    assertThat(pipe.err()).isEqualTo(file.out());
  }

  @ParameterizedTest
  @CsvSource({
    "out.json, '--level: plain documents have no level'",
    "out.json.gz, '--level: gzip has levels 0 to 9, not 30'",
    "out.json.zst, '--level: zstd has levels 1 to 22, not 30'"
  })
  void convert_levelThatIsNone_isAUsageError(String name, String message) {
    CliRun run = CliRun.of("convert", in(DOCUMENT), directory.resolve(name), "--level", "30");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith(message + "\n");
  }

  @Test
  void convert_prettyAndCompactAtOnce_isAUsageError() {
    assertThat(CliRun.of("convert", in(DOCUMENT), "-", "--pretty", "--compact").exit())
        .isEqualTo(2);
  }

  @Test
  void convert_rejectedDocument_reportsWhyAndWritesNothing() {
    Path out = directory.resolve("out.json");

    CliRun run = CliRun.of("convert", in("{\"nodes\":5}"), out);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("error INVALID_TYPE");
    assertThat(out).doesNotExist();
  }

  @Test
  void convert_missingInput_cannotBeRead() {
    CliRun run = CliRun.of("convert", directory.resolve("gone.json"), "-");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("UNREADABLE");
  }

  @Test
  void convert_targetThatCannotBeWritten_saysSo() {
    CliRun run = CliRun.of("convert", in(DOCUMENT), directory.resolve("gone").resolve("out.json"));

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("Cannot write \"out.json\": its directory does not exist (")
        .endsWith("[UNWRITABLE]\n");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--r-----", "rw-rw-rw-"})
  void convert_newTarget_hasModeAndTimeOfTheSource(String mode) throws IOException {
    Path in = in(DOCUMENT);
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    Files.setPosixFilePermissions(in, PosixFilePermissions.fromString(mode));
    Files.setLastModifiedTime(in, time);
    Path out = directory.resolve("out.json.gz");

    assertThat(CliRun.of("convert", in, out)).isEqualTo(new CliRun(0, "", ""));

    assertThat(mode(out)).isEqualTo(mode);
    assertThat(Files.getLastModifiedTime(out)).isEqualTo(time);
  }

  @Test
  void convert_existingTarget_keepsItsModeWhateverTheSources() throws IOException {
    Path out = CliRun.file(directory, "out.json", "old");
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rw-------"));

    assertThat(CliRun.of("convert", in(DOCUMENT), out, "--force").exit()).isZero();

    assertThat(mode(out)).isEqualTo("rw-------");
  }

  @Test
  void convert_targetThatCannotBeReplaced_isRefusedBeforeTheInputIsRead() throws Exception {
    Path gone = directory.resolve("gone.json");
    Path fifo = SpecialFiles.fifo(directory.resolve("fifo"));
    Path nowhere = Files.createSymbolicLink(directory.resolve("nowhere.json"), Path.of("none"));

    for (String[] force : new String[][] {{}, {"--force"}}) {
      assertRefused(directory, force, "it is a directory (" + directory + ") [UNWRITABLE]");
      assertRefused(
          nowhere,
          force,
          "it is a symbolic link to a file that does not exist (" + nowhere + ") [UNWRITABLE]");
      assertRefused(
          Path.of("/dev/stdout"),
          force,
          "/dev/stdout is not a regular file; use - for standard output");
      assertRefused(Path.of("."), force, "Cannot write \".\": it is a directory [UNWRITABLE]");
      assertRefused(fifo, force, fifo + " is not a regular file; use - for standard output");
      assertRefused(
          Path.of("/dev/null"),
          force,
          "/dev/null is not a regular file; use - for standard output");
    }
    assertThat(gone).doesNotExist();
  }

  @Test
  void convert_targetThatEndsWithASlash_isAUsageError() {
    String out = directory.resolve("new.json") + "/";

    CliRun run = CliRun.of("convert", in(DOCUMENT), out);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("Not a valid file name: " + out + ": it ends with a slash\n");
    assertThat(directory.resolve("new.json")).doesNotExist();
  }

  private void assertRefused(Path out, String[] force, String message) {
    List<Object> arguments =
        new ArrayList<>(List.of("convert", directory.resolve("gone.json"), out));
    arguments.addAll(List.of(force));

    CliRun run = CliRun.of(arguments.toArray());

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err().lines().findFirst().orElse("")).endsWith(message);
  }

  /** Text that packs a thousand times and more. */
  @ParameterizedTest
  @CsvSource({"out.json.gz, 9", "out.json.gz, 1", "out.json.zst, 1", "out.json.zst, 19"})
  void convert_documentThatPacksTooWell_canBeReadAgain(String name, String level)
      throws IOException {
    String config = "{\"message\":\"" + "x".repeat(9_000) + "\"}";
    Path in = in(Workflows.workflow(nodes(800, () -> config)));
    Path out = directory.resolve(name);

    assertThat(CliRun.of("convert", in, out, "--level", level)).isEqualTo(new CliRun(0, "", ""));

    assertThat(Files.size(out)).isLessThan(Files.size(in) / 50);
    assertThat(CliRun.of("convert", out, directory.resolve("again.json")).exit()).isZero();
    assertThat(directory.resolve("again.json")).hasSameBinaryContentAs(in);
  }

  @Test
  void convert_documentBeyondTheDefaultLimits_warnsOfIt() throws IOException {
    Path in = in(Workflows.workflow(nodes(1_001, () -> "{}")));
    Path limits = CliRun.file(directory, "limits", "{\"nodes\":2000,\"port-length\":300}");
    String warning =
        " is refused with the default limits: This is node number 1001, over the"
            + " limit nodes of 1000; read it with --limits trusted\n";
    Path out = directory.resolve("out.json");

    CliRun file = CliRun.of("convert", in, out, "--limits", limits);
    CliRun pipe = CliRun.of("convert", in, "-", "--limits", "trusted");

    assertThat(file).isEqualTo(new CliRun(0, "", "Warning: " + out + warning));
    assertThat(pipe.err()).isEqualTo("Warning: The output" + warning);
    assertThat(pipe.out()).isEqualTo(Files.readString(in));
  }

  @Test
  void convert_documentBeyondTheTrustedLimits_warnsOfALimitsFile() {
    Path in = in(Workflows.workflow(Workflows.node("n".repeat(300), "LogNode")));
    Path limits = CliRun.file(directory, "limits", "{\"node-id-length\":300}");

    CliRun run = CliRun.of("convert", in, directory.resolve("out.json"), "--limits", limits);

    assertThat(run.exit()).isZero();
    assertThat(run.err()).endsWith("; read it with --limits and a file that raises them\n");
  }

  /** The signal that Ctrl-C and service managers send lets a program remove what it has begun. */
  @Test
  void convert_processIsAskedToEnd_leavesNoTemporaryFile() throws Exception {
    String config = "{\"message\":\"%s\"}";
    Random random = new Random(1);
    Path in = in(Workflows.workflow(nodes(900, () -> config.formatted(letters(random)))));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "convert",
                in.toString(),
                directory.resolve("out.json.zst").toString(),
                "--level",
                "22")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean begun = false;
    while (!begun && !process.waitFor(1, TimeUnit.MILLISECONDS)) {
      begun = hasTemporary(1);
    }
    process.destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(begun).isTrue();
    assertThat(hasTemporary(0)).isFalse();
  }

  private boolean hasTemporary(long bytes) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Leftovers::isLeftover).anyMatch(file -> file.toFile().length() >= bytes);
    }
  }

  private static String nodes(int count, Supplier<String> config) {
    return IntStream.range(0, count)
        .mapToObj(i -> Workflows.node("n" + i, "LogNode", config.get()))
        .collect(Collectors.joining(","));
  }

  private static String letters(Random random) {
    return random
        .ints(9_000, 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
