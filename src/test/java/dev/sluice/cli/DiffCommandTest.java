package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

  private static final String OLD = "docs/examples/overdue-invoices.json";
  private static final String NEW = "docs/changes/overdue-invoices.json";

  @TempDir private Path directory;

  private static String workflow(String config) {
    return """
    {"metadata": {"name": "n"},
     "nodes": {"a": {"node_id": "a", "node_type": "HttpRequestNode",
       "config": {%s},
       "position": [0, 0]}},
     "connections": []}
    """
        .formatted(config.replace('\'', '"'));
  }

  private Path file(String name, String content) {
    return CliRun.file(directory, name, content);
  }

  @Test
  void diff_twoWorkflows_endsWithItsCounts() {
    CliRun run = CliRun.of("diff", OLD, NEW);

    assertThat(run.exit()).isZero();
    assertThat(run.lines()).startsWith(OLD + " > " + NEW);
    assertThat(run.out())
        .endsWith(
            "1 node added, 2 changed, 1 renamed; 2 connections added, 1 removed; 1 variable"
                + " changed\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void exitCode_differences_areTheAnswer() {
    assertThat(CliRun.of("diff", "--exit-code", OLD, NEW).exit()).isOne();
    assertThat(CliRun.of("diff", "--exit-code", OLD, OLD).exit()).isZero();
    assertThat(CliRun.of("diff", OLD, OLD).out()).isEqualTo("no differences\n");
  }

  @Test
  void all_foldedChanges_count() {
    Path one = file("one.json", workflow("'timeout': 30"));
    Path two = file("two.json", workflow("'timeout': 30").replace("[0, 0]", "[1, 0]"));

    CliRun folded = CliRun.of("diff", "--exit-code", one, two);
    CliRun all = CliRun.of("diff", "--exit-code", "--all", one, two);

    assertThat(folded.exit()).isZero();
    assertThat(folded.lines())
        .containsExactly(one + " > " + two, "  folded: 1 node moved (--all)", "no differences");
    assertThat(all.exit()).isOne();
    assertThat(all.lines())
        .containsExactly(
            one + " > " + two,
            "~ node  a  HttpRequestNode",
            "    position  [0,0] > [1,0]",
            "1 node changed");
  }

  @Test
  void summary_isOneLine() {
    assertThat(CliRun.of("diff", "--summary", OLD, NEW).lines()).hasSize(1);
  }

  @Test
  void secrets_inAllFormats_areMasked() {
    Path one = file("one.json", workflow("'password': 'hunter2hunter2'"));
    Path two = file("two.json", workflow("'password': 'swordfish'"));
    Path broken = file("broken.json", workflow("'password': 'swordfish'").replace("}}", "}"));

    for (String format : new String[] {"--full", "--json", "--markdown", "--all"}) {
      CliRun run = CliRun.of("diff", format, one, two);
      assertThat(run.out()).contains("•••• (14 chars)").contains("•••• (9 chars)");
      assertThat(run.out()).doesNotContain("hunter2").doesNotContain("swordfish");
    }
    assertThat(CliRun.of("diff", one, broken).out()).doesNotContain("swordfish");
  }

  @Test
  void sensitiveVariable_isMasked() {
    String variables =
        "{\"variables\": {\"v\": {\"type\": \"String\", \"default_value\": \"%s\", \"sensitive\":"
            + " true}}, \"nodes\": {\"a\": {\"node_id\": \"a\", \"node_type\": \"LogNode\"}}}";
    Path one = file("one.json", variables.formatted("hunter2"));
    Path two = file("two.json", variables.formatted("fish").replace("String", "Text"));

    assertThat(CliRun.of("diff", one, two).lines())
        .containsExactly(
            one + " > " + two,
            "~ variable  v.type  \"String\" > \"Text\"",
            "~ variable  v.default_value  \"•••• (7 chars)\" > \"•••• (4 chars)\"",
            "1 variable changed");
  }

  @Test
  void longValues_areShortenedAroundTheirDifference() {
    String url = "https://shop.example/" + "very/long/way/".repeat(20);
    Path one = file("one.json", workflow("'url': '" + url + "v1" + "'"));
    Path two = file("two.json", workflow("'url': '" + url + "v2" + "'"));

    String line = CliRun.of("diff", one, two).lines().get(2);
    String full = CliRun.of("diff", "--full", one, two).lines().get(2);

    assertThat(line).hasSizeLessThan(121).contains("/v1\" > …").endsWith("v2\"");
    assertThat(full).isEqualTo("    config.url  \"" + url + "v1\" > \"" + url + "v2\"");
  }

  @Test
  void json_isOneLineWithTypedDifferences() {
    Path one = file("one.json", workflow("'timeout': 30"));
    Path two = file("two.json", workflow("'timeout': 60").replace("[0, 0]", "[1, 0]"));

    assertThat(CliRun.of("diff", "--json", one, two).out())
        .isEqualTo(
            "{\"before\":\""
                + one
                + "\",\"after\":\""
                + two
                + "\",\"outcome\":\"CHANGED\",\"differences\":[{\"kind\":\"NODE_CHANGED\","
                + "\"id\":\"a\",\"type\":\"HttpRequestNode\",\"changes\":[{\"change\":\"CHANGED\","
                + "\"path\":\"config.timeout\",\"before\":30,\"after\":60}]},"
                + "{\"kind\":\"FOLDED\",\"layout\":1}]}\n");
  }

  @Test
  void markdown_listsTheDifferences() {
    Path one = file("one.json", workflow("'url': 'a`b'"));
    Path two = file("two.json", workflow("'url': 'c', 'timeout': 1"));

    assertThat(CliRun.of("diff", "--markdown", one, two).lines())
        .containsExactly(
            "### `" + one + " > " + two + "`",
            "",
            "- **changed** node `a` (HttpRequestNode)",
            "  - `config.url`: `` \"a`b\" `` → `\"c\"`",
            "  - `config.timeout`: added `1`",
            "",
            "**1 node changed**");
  }

  @Test
  void rejectedInput_isComparedLineByLineWithExitCode3() {
    Path one = file("one.json", workflow("'timeout': 30"));
    Path two = file("two.json", workflow("'timeout': 60,"));

    CliRun run = CliRun.of("diff", one, two);

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.lines())
        .containsExactly(
            one + " > " + two,
            "  "
                + two
                + ":3:29 is rejected: MALFORMED_JSON Expected a member name after the comma but"
                + " found }",
            "@@ -1,5 +1,5 @@",
            " {\"metadata\": {\"name\": \"n\"},",
            "  \"nodes\": {\"a\": {\"node_id\": \"a\", \"node_type\": \"HttpRequestNode\",",
            "-   \"config\": {\"timeout\": 30},",
            "+   \"config\": {\"timeout\": 60,},",
            "    \"position\": [0, 0]}},",
            "  \"connections\": []}",
            "1 file changed; 1 pair could not be compared as workflows");
  }

  @Test
  void lfsPointer_isNamed() {
    Path one = file("one.json", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");

    CliRun run = CliRun.of("diff", one, OLD);

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.lines().get(1))
        .isEqualTo(
            "  "
                + one
                + " is a pointer of Git LFS, not the file itself; fetch it with git lfs pull");
  }

  @Test
  void missingInput_isUnreadable() {
    CliRun run = CliRun.of("diff", OLD, directory.resolve("none.json"));

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("no such file");
  }

  @Test
  void conflictedFile_comparesItsSides() {
    String text =
        workflow(
            "\n<<<<<<< HEAD\n'timeout': 40\n||||||| base\n=======\n'timeout': 50\n>>>>>>> x\n");
    Path file = file("flow.json", text);

    CliRun run = CliRun.of("diff", file);

    assertThat(run.exit()).isZero();
    assertThat(run.lines())
        .containsExactly(
            file + ":ours (HEAD) > " + file + ":theirs (x)",
            "~ node  a  HttpRequestNode",
            "    config.timeout  40 > 50",
            "1 node changed");
    assertThat(CliRun.of("diff", file, OLD).lines().get(1))
        .isEqualTo(
            "  "
                + file
                + " has an unresolved merge conflict; sluice diff "
                + file
                + " compares its sides");
  }

  @Test
  void fileWithoutConflict_alone_isAUsageError() {
    CliRun run = CliRun.of("diff", OLD);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(OLD + " has no markers of a merge conflict; name a second file");
  }

  @Test
  void standardInput_isOneOfTheTwo() throws IOException {
    CliRun run = CliRun.withInput(Files.readString(Path.of(NEW)), "diff", OLD, "-");

    assertThat(run.lines()).startsWith(OLD + " > -");
    assertThat(CliRun.of("diff", "-", "-").exit()).isEqualTo(2);
    assertThat(CliRun.of("diff", "--json", "--markdown", OLD, NEW).exit()).isEqualTo(2);
    assertThat(CliRun.of("diff", OLD, directory).exit()).isEqualTo(2);
  }

  @Test
  void directories_areComparedByPathThenByContent() throws IOException {
    Path before = Files.createDirectories(directory.resolve("before"));
    Path after = Files.createDirectories(directory.resolve("after/sub")).getParent();
    CliRun.file(before, "same.json", workflow("'timeout': 1"));
    CliRun.file(after, "same.json", workflow("'timeout': 1"));
    CliRun.file(before, "changed.json", workflow("'timeout': 2"));
    CliRun.file(after, "changed.json", workflow("'timeout': 3"));
    CliRun.file(before, "moved.json", workflow("'timeout': 4"));
    CliRun.file(after, "sub/there.json", workflow("'timeout':4"));
    CliRun.file(before, "gone.json", workflow("'timeout': 5"));
    CliRun.file(after, "new.json", workflow("'timeout': 6"));
    CliRun.file(before, "package.json", "{\"name\": \"x\"}");
    CliRun.file(after, "package.json", "{\"name\": \"y\"}");

    CliRun run = CliRun.of("diff", "--exit-code", before, after);

    assertThat(run.exit()).isOne();
    assertThat(run.lines())
        .containsExactly(
            "changed.json",
            "~ node  a  HttpRequestNode",
            "    config.timeout  2 > 3",
            "- file  gone.json (1 node)",
            "= file  moved.json > sub/there.json  (same content)",
            "+ file  new.json (1 node)",
            "1 file added, 1 removed, 1 renamed; 1 node changed");
  }
}
