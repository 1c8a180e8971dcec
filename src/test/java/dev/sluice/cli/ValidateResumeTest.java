package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Runs that continue where an earlier one was ended. */
final class ValidateResumeTest {

  /** A few; {@code -Dsluice.resume.kills=50} takes half a minute of CPU time. */
  private static final int KILLS = Integer.getInteger("sluice.resume.kills", 2);

  /** Lint rules that need no scan of the whole tree, which would make each of the runs longer. */
  private static final Object[] LINT = {"--lint", "--ignore", "MISSING_REFERENCE,REFERENCE_CYCLE"};

  @TempDir private Path directory;
  private Path tree;
  private Path record;

  @BeforeEach
  void createDirectories() throws IOException {
    tree = Files.createDirectory(directory.resolve("tree"));
    record = directory.resolve("record");
  }

  private CliRun resumed(Object... more) {
    return CliRun.of(
        Stream.concat(
                Stream.of("validate", "-q", "--format", "json", "--resume", record, tree),
                Arrays.stream(more))
            .toArray());
  }

  private CliRun whole(Object... more) {
    return CliRun.of(
        Stream.concat(Stream.of("validate", "-q", "--format", "json", tree), Arrays.stream(more))
            .toArray());
  }

  /** The number of results in the record. */
  private long recorded() throws IOException {
    try (Stream<String> lines = Files.lines(record)) {
      return lines.filter(line -> line.startsWith("{\"key\":")).count();
    }
  }

  @Test
  void resume_checksOnlyFilesWithoutAResult() throws IOException {
    ShardedTree.write(tree, 20);
    CliRun first = resumed();
    assertThat(first).isEqualTo(whole());
    assertThat(recorded()).isEqualTo(20);

    assertThat(resumed()).isEqualTo(first);
    assertThat(recorded()).isEqualTo(20);

    CliRun.file(tree, "d0/a.json", workflow(START, edge("start", "other")));
    assertThat(resumed()).isEqualTo(whole());
    assertThat(recorded()).isEqualTo(21);

    assertThat(resumed("--lint")).isEqualTo(whole("--lint"));
    assertThat(recorded()).isEqualTo(41);

    assertThat(resumed("--limits", "trusted", "--profile", "lenient").exit()).isEqualTo(1);
    assertThat(recorded()).isEqualTo(61);
  }

  @Test
  void resume_withOtherSeveritiesAndFormats_usesTheResults() throws IOException {
    ShardedTree.write(tree, 20);
    resumed();

    CliRun.of(
        "validate", "--max-severity", "none", "--text-style", "full", "--resume", record, tree);
    Path baseline = directory.resolve("known");
    CliRun.of("validate", "-q", "--write-baseline", baseline, "--resume", record, tree);
    CliRun.of("validate", "-q", "--write-baseline", directory.resolve("whole"), tree);

    assertThat(baseline).hasSameTextualContentAs(directory.resolve("whole"));
    assertThat(recorded()).isEqualTo(20);
  }

  @Test
  void record_cutAtAnyByte_givesTheSameResults() throws IOException {
    CliRun.file(tree, "a.json", workflow(START, edge("start", "gone")));
    CliRun.file(tree, "b.json", workflow(START));
    CliRun expected = resumed();
    byte[] all = Files.readAllBytes(record);

    for (int end = 0; end < all.length; end += end < 45 ? 11 : 41) {
      Files.write(record, Arrays.copyOf(all, end));

      assertThat(resumed()).as("cut at " + end).isEqualTo(expected);
      assertThat(resumed()).as("cut at " + end).isEqualTo(expected);
      assertThat(recorded()).as("cut at " + end).isBetween(2L, 3L);
    }
  }

  @Test
  void resume_withAResultThatIsDamaged_checksTheFile() throws IOException {
    CliRun.file(tree, "a.json", workflow(START, edge("start", "gone")));
    CliRun expected = resumed();
    String text = Files.readString(record);
    Files.writeString(record, text.replace("\"ORPHANED_CONNECTION\"", "\"ORPHANED_CONNECTIONS\""));

    assertThat(resumed()).isEqualTo(expected);
  }

  @Test
  void resume_checksReferencesBetweenFilesEachTime() throws IOException {
    String caller =
        workflow(
            START + "," + node("call", "SubflowNode", json("{'subflow_path':'login.json'}")),
            edge("start", "call"));
    CliRun.file(tree, "caller.json", caller);
    assertThat(resumed("--lint").out()).contains("MISSING_REFERENCE");

    CliRun.file(
        tree,
        "login.json",
        json("{'id':'subflow_0123','name':'Log in','inputs':[],'outputs':[],'nodes':{%s}}")
            .formatted(node("s", "StartNode")));
    assertThat(resumed("--lint").out()).doesNotContain("MISSING_REFERENCE");

    Files.delete(tree.resolve("login.json"));
    assertThat(resumed("--lint").out()).contains("MISSING_REFERENCE");
  }

  @Test
  void resume_withAFileThatIsNoRecord_leavesItAlone() {
    Path flow = CliRun.file(tree, "a.json", workflow(START));

    CliRun run = CliRun.of("validate", "--resume", flow, tree);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "--resume cannot use "
                + flow
                + ": it is neither empty nor a file that --resume has written; name another"
                + " file\n");
    assertThat(flow).hasContent(workflow(START));
  }

  @Test
  void resume_inTwoRunsAtOnce_isRefused() throws IOException {
    CliRun.file(tree, "a.json", workflow(START));
    resumed();
    try (FileChannel other = FileChannel.open(record, StandardOpenOption.WRITE)) {
      assertThat(other.tryLock()).isNotNull();

      CliRun run = resumed();

      assertThat(run.exit()).isEqualTo(3);
      assertThat(run.err())
          .isEqualTo(
              "sluice validate: cannot use the record \""
                  + record
                  + "\": another run uses it; wait for its end, or name another file\n");
    }
  }

  @Test
  void resume_withoutAnUnreadableFile_doesNotRecordIt() throws IOException {
    CliRun run = CliRun.of("validate", "-q", "--resume", record, tree.resolve("missing.json"));

    assertThat(run.exit()).isEqualTo(3);
    assertThat(recorded()).isZero();
  }

  @Test
  void resume_afterKillsAtRandomMoments_givesTheResultOfOneRun(TestReporter told) throws Exception {
    ShardedTree.write(tree, 1_500);
    CliRun expected = whole(LINT);
    Random random = new Random(7);
    long before = 0;
    int useful = 0;
    for (int i = 0; i < KILLS; i++) {
      Process run = process();
      long from = Files.exists(record) ? Files.size(record) : 0;
      while (run.isAlive() && (!Files.exists(record) || Files.size(record) <= from + 100)) {
        run.waitFor(5, TimeUnit.MILLISECONDS);
      }
      run.waitFor(random.nextInt(60_000), TimeUnit.MICROSECONDS);
      run.destroyForcibly().waitFor();
      useful += recorded() > before && recorded() < 1_500 ? 1 : 0;
      before = recorded();
    }

    assertThat(resumed(LINT)).isEqualTo(expected);
    assertThat(useful).isPositive();
    told.publishEntry("resume", KILLS + " kills, " + useful + " of them while results were added");
  }

  private Process process() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "validate",
            "-q",
            "--lint",
            "--ignore",
            "MISSING_REFERENCE,REFERENCE_CYCLE",
            "--format",
            "json",
            "--resume",
            record.toString(),
            tree.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void record_isText() throws IOException {
    CliRun.file(tree, "\u00E9.json", workflow(START));
    resumed();

    assertThat(new String(Files.readAllBytes(record), UTF_8))
        .startsWith("{\"sluice\":\"record of --resume\",\"version\":1}\n{\"options\":\"")
        .contains("\"kind\":\"WORKFLOW\",\"foreign\":false,\"omitted\":0,\"took\":")
        .endsWith(",\"findings\":[],\"places\":{},\"types\":{}}\n");
  }
}
