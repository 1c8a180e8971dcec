package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.answer.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs over parts of a tree, and their reports merged. */
final class ValidateShardTest {

  private static final int SHARDS = 3;
  private static final Pattern TIME = Pattern.compile(" time=\"[0-9.]+\"");

  @TempDir private Path directory;

  private static CliRun validate(Object... arguments) {
    return CliRun.of(
        Stream.concat(Stream.of("validate", "-q", "--lint"), Arrays.stream(arguments)).toArray());
  }

  private Path tree() throws IOException {
    Path tree = directory.resolve("tree");
    ShardedTree.write(tree, 40);
    return tree;
  }

  @ParameterizedTest
  @CsvSource({
    "flows/a.json, 4, 5",
    "flows/a.json, 7, 7",
    "flows/\u00E9.json, 4, 5",
    "flows/\u00E9.json, 1, 7"
  })
  void shard_ofAName_isTheSameEverywhere(String name, int number, int count) {
    List<Integer> having =
        IntStream.rangeClosed(1, count).filter(i -> new Shard(i, count).has(name)).boxed().toList();

    assertThat(having).containsExactly(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "sarif", "junit"})
  void merge_ofTheReportsOfAllShards_isTheReportOfOneRun(String format) throws IOException {
    Path tree = tree();
    List<Object> merge = new ArrayList<>(List.of("report", "merge"));
    int exit = 0;
    for (int i = SHARDS; i > 0; i--) {
      Path report = directory.resolve(format + i);
      CliRun run =
          validate("--shard", i + "/" + SHARDS, "--format", format, "--output", report, tree);
      exit = Math.max(exit, run.exit());
      merge.add(report);
    }

    CliRun whole = validate("--format", format, tree);
    CliRun merged = CliRun.of(merge.toArray());

    assertThat(merged.err()).isEmpty();
    assertThat(withoutTimes(merged.out())).isEqualTo(withoutTimes(whole.out()));
    assertThat(exit).isEqualTo(whole.exit()).isEqualTo(1);
    assertThat(merged.exit()).isZero();
  }

  private static String withoutTimes(String report) {
    return TIME.matcher(report).replaceAll("");
  }

  @Test
  void merge_ofTheBaselinesOfAllShards_isTheBaselineOfOneRun() throws IOException {
    Path tree = tree();
    List<Object> merge =
        new ArrayList<>(List.of("report", "merge", "-o", directory.resolve("all")));
    for (int i = 1; i <= SHARDS; i++) {
      Path baseline = directory.resolve("baseline" + i);
      validate(
          "--max-severity",
          "none",
          "--shard",
          i + "/" + SHARDS,
          "--write-baseline",
          baseline,
          tree);
      merge.add(baseline);
    }
    validate("--max-severity", "none", "--write-baseline", directory.resolve("whole"), tree);

    assertThat(CliRun.of(merge.toArray())).isEqualTo(new CliRun(0, "", ""));

    assertThat(ShardedTree.text(directory.resolve("all")))
        .isEqualTo(ShardedTree.text(directory.resolve("whole")))
        .contains("\"code\":\"ORPHANED_CONNECTION\"");
  }

  @Test
  void merge_ofShardsWithABaseline_isTheReportOfOneRun() throws IOException {
    Path tree = tree();
    Path known = directory.resolve("known");
    validate("--write-baseline", known, tree);
    CliRun.file(tree, "d0/a/b.json", workflow(START, edge("start", "new")));
    Files.delete(tree.resolve("d1/z.json"));
    List<Object> merge = new ArrayList<>(List.of("report", "merge"));
    for (int i = 1; i <= SHARDS; i++) {
      Path report = directory.resolve("report" + i);
      String shard = i + "/" + SHARDS;
      CliRun run =
          CliRun.of(
              "validate",
              "--lint",
              "--format=json",
              "--output=" + report,
              "--baseline",
              known,
              "--shard",
              shard,
              tree);
      merge.add(report);

      assertThat(run.err()).as(shard).contains("baseline ").doesNotContain("stale");
    }

    assertThat(CliRun.of(merge.toArray()).out())
        .isEqualTo(validate("--format", "json", "--baseline", known, tree).out())
        .contains("\"knownFindings\":");
  }

  @Test
  void merge_ofBaselinesThatReplaceAKnownOne_isTheBaselineOfOneRun() throws IOException {
    Path tree = tree();
    Path known = CliRun.file(directory, "known", "");
    validate("--max-severity", "none", "--write-baseline", known, tree);
    CliRun.file(tree, "d0/a/b.json", workflow(START, edge("start", "new")));
    CliRun.file(tree, "d2/a-b.json", workflow(START));
    Files.delete(tree.resolve("d1/z.json"));
    List<Object> merge =
        new ArrayList<>(List.of("report", "merge", "-o", directory.resolve("all")));
    for (int i = 1; i <= SHARDS; i++) {
      Path part = directory.resolve("part" + i);
      validate(
          "--max-severity",
          "none",
          "--shard",
          i + "/" + SHARDS,
          "--baseline",
          known,
          "--write-baseline",
          part,
          tree);
      merge.add(part);
    }
    validate(
        "--max-severity",
        "none",
        "--baseline",
        known,
        "--write-baseline",
        directory.resolve("whole"),
        tree);

    assertThat(CliRun.of(merge.toArray())).isEqualTo(new CliRun(0, "", ""));

    assertThat(ShardedTree.text(directory.resolve("all")))
        .isEqualTo(ShardedTree.text(directory.resolve("whole")))
        .contains("new", "d1/z.json");
  }

  @Test
  void sarif_overTheNumberThatGithubAccepts_isMergedToTheSameLog() throws IOException {
    String orphans =
        workflow(
            START,
            IntStream.range(0, 999).mapToObj(i -> edge("start", "x" + i)).toArray(String[]::new));
    for (int i = 0; i < 27; i++) {
      CliRun.file(directory, i + ".json", orphans);
    }
    for (int i = 1; i <= 2; i++) {
      CliRun.of(
          "validate", "--shard", i + "/2", "--format", "sarif=" + directory + "/" + i, directory);
    }

    CliRun merged = CliRun.of("report", "merge", directory.resolve("2"), directory.resolve("1"));

    assertThat(merged.out())
        .isEqualTo(CliRun.of("validate", "-q", "--format", "sarif", directory).out())
        .contains("so 1973 of the least severe are omitted", "\"omittedResults\":1973");
  }

  @Test
  void merge_ofTheSameShardTwice_isRefused() throws IOException {
    Path tree = tree();
    for (String format : List.of("json", "sarif", "junit")) {
      Path one = directory.resolve("one." + format);
      Path two = directory.resolve("two." + format);
      validate("--format", format, "--output", one, tree);
      Files.copy(one, two);

      CliRun merged = CliRun.of("report", "merge", one, two);

      assertThat(merged.exit()).isEqualTo(3);
      assertThat(merged.err())
          .startsWith("sluice report merge: cannot merge " + two + ": \"")
          .endsWith(
              " is in this report and in "
                  + one
                  + ", so the reports are not shards of one run; omit one of the two\n");
    }
  }

  @Test
  void merge_ofBaselinesThatDiffer_isRefused() throws IOException {
    String entry =
        "{\"version\":2,\"findings\":[{\"file\":\"a.json\",\"code\":\"SELF_CONNECTION\",\"at\":\"doc\",\"count\":%d}]}";
    Path one = CliRun.file(directory, "one", entry.formatted(1));
    Path two = CliRun.file(directory, "two", entry.formatted(2));

    assertThat(CliRun.of("report", "merge", one, one).exit()).isZero();
    assertThat(CliRun.of("report", "merge", one, two).err())
        .isEqualTo(
            "sluice report merge: cannot merge the baselines: "
                + two
                + " has different entries for a file that is also in an earlier baseline; have each"
                + " shard write a new baseline\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"file\":\"a\"}/{\"file\":\"b|line 2 is damaged; run its shard again",
        "[1]|it is not a report of validate as JSON lines, SARIF, JUnit XML or baseline",
        "{\"code\":1}|it is not a report of validate as JSON lines, SARIF, JUnit XML or baseline",
        "<html/>|it is not JUnit XML that sluice has written: <html>",
        "<testsuites>|it is damaged on line 1; run its shard again",
        "{\"$schema\":\"\",\"runs\":1}|it is not a SARIF log that sluice has written"
      })
  void merge_ofOtherContent_isRefused(String content, String reason) {
    Path file = CliRun.file(directory, "file", content.replace("}/{", "}\n{"));

    CliRun merged = CliRun.of("report", "merge", file);

    assertThat(merged.exit()).isEqualTo(3);
    assertThat(merged.err())
        .isEqualTo("sluice report merge: cannot merge " + file + ": " + reason + "\n");
  }

  @Test
  void merge_ofReportsInDifferentFormats_isRefused() {
    Path lines = CliRun.file(directory, "lines", "{\"file\":\"a\"}\n");
    Path suites = CliRun.file(directory, "suites", "<testsuites/>");

    assertThat(CliRun.of("report", "merge", lines, suites).err())
        .isEqualTo(
            "sluice report merge: cannot merge "
                + suites
                + ": the reports before it have another format; merge one format at a time\n");
  }

  @Test
  void shard_withoutFiles_succeeds() {
    Path file = CliRun.file(directory, "a.json", workflow(START));

    List<Integer> exits =
        IntStream.rangeClosed(1, 9)
            .mapToObj(i -> CliRun.of("validate", "--shard", i + "/9", file).exit())
            .toList();

    assertThat(exits).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({
    "0/3,'the number of a shard must be from 1 to the number of shards, not 0/3'",
    "4/3,'the number of a shard must be from 1 to the number of shards, not 4/3'",
    "2,'a shard must have the form I/N, such as 2/5, not 2'",
    "a/b,'a shard must have the form I/N, such as 2/5, not a/b'"
  })
  void shard_ofAnotherForm_isAUsageError(String text, String reason) {
    CliRun run = CliRun.of("validate", "--shard", text, directory);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("Invalid value for option '--shard': " + reason + "\n");
  }

  @Test
  void shard_withStaleEntries_isAUsageError() throws IOException {
    Path baseline = directory.resolve("known");
    validate("--write-baseline", baseline, tree());

    CliRun run = validate("--shard", "1/2", "--baseline", baseline, "--prune-baseline", directory);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "--prune-baseline and --shard cannot be combined, because entries of the baseline can"
                + " belong to files of other shards\n");
  }
}
