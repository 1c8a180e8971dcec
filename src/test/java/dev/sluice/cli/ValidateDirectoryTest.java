package dev.sluice.cli;

import static dev.sluice.cli.ValidateCommandTest.FAULTY;
import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories and files named more than once, checked by the command line. */
class ValidateDirectoryTest {

  private static final String SOUND = workflow(START);
  private static final String ORPHAN = workflow(START, edge("start", "gone"));

  private @TempDir Path directory;

  @Test
  void directory_isSearchedInOrder() throws IOException {
    Path deep = Files.createDirectories(directory.resolve("m/n"));
    CliRun.file(directory, "z.json", ORPHAN);
    CliRun.file(directory, "a.json", ORPHAN);
    CliRun.file(deep, "b.json", ORPHAN);
    CliRun.file(directory, "notes.txt", "no document");
    Files.write(directory.resolve("b.json.gz"), Packing.GZIP.pack(Workflows.bytes(ORPHAN)));
    Files.write(directory.resolve("m.json.zst"), Packing.ZSTD.pack(Workflows.bytes(ORPHAN)));

    CliRun run = CliRun.of("validate", "--format", "json", directory.resolve("m/.."));

    assertThat(run.lines())
        .extracting(line -> line.split("\"", 5)[3].substring(directory.toString().length() + 1))
        .containsExactly("a.json", "b.json.gz", "m/n/b.json", "m.json.zst", "z.json");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void directory_otherJson_isLeftOutUnlessAllIsWanted() {
    CliRun.file(directory, "a.json", SOUND);
    Path schema = CliRun.file(directory, "schema.json", "{\"$schema\":\"x\",\"type\":\"object\"}");

    CliRun run = CliRun.of("validate", directory);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).endsWith(": 1 passed; 1 non-workflow file skipped\n");
    assertThat(run.exit()).isZero();

    assertThat(CliRun.of("validate", "--all", directory).out()).contains("NOT_A_WORKFLOW");
    assertThat(CliRun.of("validate", schema).exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1]",
        "{\"name\":\"p\",\"dependencies\":{\"nodes\":\"1\"}}",
        "// options\n{\"nodes\":{}}",
        "{\"compilerOptions\":{ /* strict */ \"strict\":true}}",
        "{\"nodes/\":/**/1}",
        "{\"version\":1,\"findings\":[\n]}",
        "{\"$schema\":\"x\",\"nodes\":{},\"connections\":{\"a\":{\"main\":[]}}}"
      })
  void directory_foreignDocument_isCountedAndJudgedOnlyWhenNamed(String document) {
    Path foreign = CliRun.file(directory, "package.json", document);
    CliRun.file(directory, "a.json", SOUND);

    CliRun run = CliRun.of("validate", directory);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).endsWith(": 1 passed; 1 non-workflow file skipped\n");
    assertThat(CliRun.of("scan", directory).err())
        .startsWith("1 workflow, 1 non-workflow file skipped in ");
    assertThat(CliRun.of("validate", directory, foreign).exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"nodes\":7}",
        "{\"nodes\":// none\n{}}",
        "{\"a\":1,\"n\\u006fdes\" /* none */ :{}}",
        "{\"compilerOptions\":{\"strict\":true,}}",
        "{\"workflow\":{/* none */}}",
        "{\"name\":\"p\"",
        "{\"name\":#}",
        ""
      })
  void directory_documentThatMayBeAWorkflow_isJudged(String document) {
    CliRun.file(directory, "a.json", document);

    CliRun run = CliRun.of("validate", directory);
    assertThat(run.err()).startsWith("1 file checked in ").contains("1 failed");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void directory_hiddenDirectories_areLeftOutUnlessWantedOrNamed() throws IOException {
    CliRun.file(directory, "a.json", SOUND);
    Path modules = Files.createDirectory(directory.resolve("node_modules"));
    Path faulty = CliRun.file(modules, "b.json", FAULTY);

    assertThat(CliRun.of("validate", directory).err()).startsWith("1 file checked in ");
    assertThat(CliRun.of("validate", "--hidden", directory).err())
        .startsWith("2 files checked in ");
    assertThat(CliRun.of("validate", directory, modules).err()).startsWith("2 files checked in ");
    assertThat(CliRun.of("validate", directory, faulty).err()).startsWith("2 files checked in ");
  }

  @Test
  void emptyDirectory_failsUnlessItIsAllowed() {
    CliRun run = CliRun.of("validate", "--quiet", directory);

    assertThat(run.err())
        .isEqualTo(
            "sluice validate: no workflow found in "
                + directory
                + ": only *.json, *.json.gz and *.json.zst are searched, unless an"
                + " ignore file excludes them; use --allow-empty to pass anyway\n");
    assertThat(run.exit()).isEqualTo(1);
    CliRun allowed = CliRun.of("validate", "--allow-empty", directory);
    assertThat(allowed.err()).matches("0 files checked in [0-9.]+ m?s: 0 passed\n");
    assertThat(allowed.exit()).isZero();
  }

  @Test
  void excludedFiles_areCountedAsSuch() {
    CliRun.file(directory, "a.json", workflow(START));
    CliRun.file(directory, "b.draft.json", workflow(START));

    Path drafts = CliRun.file(directory, "drafts.config", "{\"exclude\":[\"*.draft.json\"]}");
    Path all = CliRun.file(directory, "all.config", "{\"exclude\":[\"*.json\"]}");

    assertThat(CliRun.of("validate", "--config", drafts, directory).err())
        .matches("1 file checked in [0-9.]+ m?s: 1 passed; 1 file excluded\n");
    assertThat(CliRun.of("validate", "--quiet", "--config", all, directory).err())
        .isEqualTo(
            "sluice validate: no workflow found in "
                + directory
                + ": 2 files are excluded by *.json of "
                + all
                + "; use --allow-empty to pass anyway\n");
    assertThat(CliRun.of("fix", "--config", all, directory).err())
        .endsWith(
            "no workflow found in "
                + directory
                + ": 2 files are excluded by *.json of "
                + all
                + "\n");
    CliRun given =
        CliRun.of(
            "validate",
            "-q",
            "--no-config",
            "--exclude=*.zst",
            "--exclude=*.json",
            "--exclude=*.gz",
            "docs/examples");
    assertThat(given.err())
        .contains(": 3 files are excluded by *.zst, *.json, *.gz; use --allow-empty to pass");
  }

  @Test
  void fileReachedSeveralTimes_isCheckedOnce() throws IOException {
    Path flows = Files.createDirectory(directory.resolve("flows"));
    Path orphan = CliRun.file(flows, "a.json", ORPHAN);
    Path link = Files.createSymbolicLink(directory.resolve("link"), flows);
    Path other = Path.of(flows + "/./../flows//a.json");

    for (Object[] arguments :
        new Object[][] {
          {flows, orphan, flows + "/.", other, link},
          {orphan, directory, flows},
          {directory, orphan},
          {other, orphan}
        }) {
      List<Object> all = new ArrayList<>(List.of("validate", "--format", "json"));
      all.addAll(List.of(arguments));
      CliRun run = CliRun.of(all.toArray());

      assertThat(run.lines()).hasSize(1).first().asString().startsWith("{\"file\":\"" + orphan);
      assertThat(run.err()).startsWith("1 file checked in ");
    }
  }

  @Test
  void namedFileInANamedDirectory_isReportedAnyway() {
    Path foreign =
        file("schema.json", "{\"$schema\": \"https://json-schema.org/draft-07/schema\"}");

    assertThat(CliRun.of("validate", directory).exit()).isEqualTo(1);
    assertThat(CliRun.of("validate", directory, foreign).out()).contains("NOT_A_WORKFLOW");
  }

  @Test
  void manyFiles_keepTheirOrderForAnyThreads() throws IOException {
    for (int i = 0; i < 300; i++) {
      CliRun.file(directory, 1000 + i + ".json", i % 3 == 0 ? FAULTY : SOUND + " ".repeat(i * 50));
    }

    CliRun one = CliRun.of("validate", "--threads", "1", "--text-style", "concise", directory);
    CliRun four = CliRun.of("validate", "--threads", "4", "--text-style", "concise", directory);

    assertThat(four.out()).isEqualTo(one.out());
    assertThat(one.lines()).hasSize(200);
    assertThat(one.err()).contains("300 files").contains("200 passed, 100 failed\n100 errors");
  }

  private Path file(String name, String content) {
    return CliRun.file(directory, name, content);
  }
}
