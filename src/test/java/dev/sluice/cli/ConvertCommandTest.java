package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConvertCommandTest {

  private static final String DOCUMENT = Workflows.chain(3);

  @TempDir private Path folder;

  private Path in(String document) {
    return CliRun.file(folder, "in.json", document);
  }

  @ParameterizedTest
  @CsvSource({"out.json, 7b22", "out.json.gz, 1f8b", "out.json.zst, 28b5", "out.JSON.GZ, 1f8b"})
  void convert_nameOfTheTarget_tellsTheCompression(String name, String magic) throws IOException {
    Path out = folder.resolve(name);

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
  void convert_packedInput_isUnpackedByContent() throws IOException {
    Path odd = folder.resolve("odd.json");
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

  @Test
  void convert_existingTarget_isReplacedByForceOnly() {
    Path out = CliRun.file(folder, "out.json", "old");

    CliRun refused = CliRun.of("convert", in(DOCUMENT), out);

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).startsWith(out + " is there already; --force replaces it\n");
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
  void convert_stats_tellsBytesOfEachCompression() {
    CliRun file = CliRun.of("convert", in(DOCUMENT), folder.resolve("out.json"), "--stats");
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
  void convert_levelThatIsNone_isWrongUsage(String name, String message) {
    CliRun run = CliRun.of("convert", in(DOCUMENT), folder.resolve(name), "--level", "30");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith(message + "\n");
  }

  @Test
  void convert_prettyAndCompactAtOnce_isWrongUsage() {
    assertThat(CliRun.of("convert", in(DOCUMENT), "-", "--pretty", "--compact").exit())
        .isEqualTo(2);
  }

  @Test
  void convert_rejectedDocument_tellsWhyAndWritesNothing() {
    Path out = folder.resolve("out.json");

    CliRun run = CliRun.of("convert", in("{\"nodes\":5}"), out);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("error INVALID_TYPE");
    assertThat(out).doesNotExist();
  }

  @Test
  void convert_missingInput_cannotBeRead() {
    CliRun run = CliRun.of("convert", folder.resolve("gone.json"), "-");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("UNREADABLE");
  }

  @Test
  void convert_targetThatCannotBeWritten_saysSo() {
    CliRun run = CliRun.of("convert", in(DOCUMENT), folder.resolve("gone").resolve("out.json"));

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("Cannot write \"out.json\": There is no such folder in ")
        .endsWith("[UNWRITABLE]\n");
  }
}
