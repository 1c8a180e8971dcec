package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.chain;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code stats} and {@code bench}. */
class StatsCommandTest {

  @TempDir private Path directory;

  @Test
  void stats_types_areATable() {
    CliRun.file(directory, "a.json", chain(2));
    CliRun.file(directory, "b.json", workflow(START + "," + node("b", "LgNode")));

    CliRun run = CliRun.of("stats", directory);

    assertThat(run.exit()).isZero();
    assertThat(run.out().replace(directory + "/", ""))
        .isEqualTo(
            """
            type           nodes    files  where
            ! LgNode           1        1  b.json  (not known)
            LogNode            2        1  a.json
            StartNode          2        2  a.json
            """);
    assertThat(run.err())
        .contains("types known, 2 used, 1 unknown; 2 files (0 rejected), ")
        .contains(
            "5 nodes, 2 connections; nodes per workflow: median 2, 95th percentile 3, maximum 3");
  }

  @Test
  void stats_emptyTree_hasNoTable() {
    CliRun run = CliRun.of("stats", directory);

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("; 0 files (0 rejected), ");
  }

  @Test
  void stats_otherFiles_areCountedAsSkipped() {
    CliRun.file(directory, "a.json", chain(1));
    CliRun.file(directory, "package.json", "{\"name\":\"x\"}");

    assertThat(CliRun.of("stats", directory).err())
        .contains("; 1 file (0 rejected, 1 non-workflow file skipped), ");
    assertThat(CliRun.of("stats", "--json", directory).out())
        .startsWith("{\"files\":1,\"rejected\":0,\"skipped\":1,\"bytes\":");
  }

  @Test
  void stats_top_keepsUnknownTypes() {
    CliRun.file(directory, "a.json", workflow(START + "," + node("b", "LgNode")));

    assertThat(CliRun.of("stats", "--top", "0", directory).lines())
        .hasSize(3)
        .last()
        .isEqualTo("… 1 more (--top)");
  }

  @Test
  void stats_json_hasAllCounts() {
    CliRun.file(directory, "a.json", chain(1));

    assertThat(CliRun.of("stats", "--json", directory).out())
        .startsWith("{\"files\":1,\"rejected\":0,")
        .contains("\"type\":[{\"name\":\"LogNode\",\"count\":1,\"files\":1,\"example\":")
        .contains("\"kind\":[{\"name\":\"workflow\",\"count\":1,");
  }

  @Test
  void stats_csv_quotesNames() {
    CliRun.file(directory, "a,b.json", workflow(node("a", "Lg\\\"Node")));

    assertThat(CliRun.of("stats", "--csv", directory).out().replace(directory + "/", ""))
        .isEqualTo("name,count,files,example,known\r\n\"Lg\"\"Node\",1,1,\"a,b.json\",false\r\n");
    assertThat(CliRun.of("stats", "--csv", "--json", directory).exit()).isEqualTo(2);
  }

  @Test
  void stats_query_countsDocumentsInWhichItFindsSomething() {
    CliRun.file(directory, "a.json", chain(2));
    CliRun.file(directory, "b.json", workflow(START));

    assertThat(CliRun.of("stats", "--query", "type:LogNode", "--by", "size", directory).lines())
        .satisfiesExactly(
            heading -> assertThat(heading).startsWith("size  documents"),
            row -> assertThat(row).matches("2-4 +1 +1  .*a\\.json"));
    CliRun wrong = CliRun.of("stats", "--query", "type:(", directory);
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("^");
  }

  @Test
  void stats_timings_haveAllStages() {
    CliRun.file(directory, "a.json", chain(2));

    assertThat(CliRun.of("stats", "--timings", directory).err())
        .contains("decode: ", "read: ", "check: ", "assemble: ");
  }

  @Test
  void stats_missingDirectory_cannotBeRead() {
    assertThat(CliRun.of("stats", directory.resolve("none")).exit()).isEqualTo(3);
  }

  @Test
  void bench_file_showsTheStages() {
    Path file = CliRun.file(directory, "a.json", chain(3));

    CliRun run = CliRun.of("bench", "--seconds", "0", file);

    assertThat(run.exit()).isZero();
    assertThat(run.lines().get(0))
        .matches("1 file, \\d+ bytes as stored, \\d+ decompressed, 4 nodes");
    assertThat(run.lines().stream().skip(2).map(line -> line.split(" ", 2)[0]))
        .containsExactly(
            "decode", "read", "check", "assemble", "create", "other", "total", "warm:");
    assertThat(run.out()).contains("█".repeat(24)).contains("mean of 1 round");
  }

  @Test
  void bench_withoutFiles_loadsAMadeUpWorkflow() {
    CliRun run = CliRun.of("bench", "--seconds", "0");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("1 file, ").contains(" 1,000 nodes\n");
    assertThat(run.exit()).isZero();
  }

  @Test
  void bench_rejectedOrMissing_fails() {
    Path file = CliRun.file(directory, "a.json", "{\"nodes\": 1}");

    CliRun rejected = CliRun.of("bench", file);
    assertThat(rejected.exit()).isOne();
    assertThat(rejected.err())
        .isEqualTo(
            file
                + ":1:11: error INVALID_TYPE \"nodes\" must be an object or a list, not a number"
                + " (/nodes)\n"
                + "sluice bench: nothing was measured; omit or fix the files that cannot be"
                + " loaded\n");
    assertThat(CliRun.of("bench", directory.resolve("none")).exit()).isEqualTo(3);
    assertThat(CliRun.of("bench", "--seconds", "-1", file).exit()).isEqualTo(2);
  }
}
