package dev.sluice.cli;

import static dev.sluice.support.Workflows.chain;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderCommandTest {

  @TempDir private Path directory;

  @Test
  void render_endings_chooseTheFormat() throws IOException {
    Path file = CliRun.file(directory, "a.json", chain(2));

    assertThat(CliRun.of("render", file, "-o", directory.resolve("a.svg")).exit()).isZero();
    assertThat(CliRun.of("render", file, "-o", directory.resolve("a.mmd")).exit()).isZero();
    assertThat(CliRun.of("render", file, "-o", directory.resolve("a.dot")).exit()).isZero();

    assertThat(Files.readString(directory.resolve("a.svg"))).startsWith("<svg xmlns=");
    assertThat(Files.readString(directory.resolve("a.mmd"))).startsWith("flowchart LR");
    assertThat(Files.readString(directory.resolve("a.dot"))).contains("digraph {");
  }

  @Test
  void render_withoutTarget_printsThePicture() {
    Path file = CliRun.file(directory, "a.json", chain(2));

    assertThat(CliRun.of("render", file).out()).startsWith("<svg xmlns=").endsWith("</svg>\n");
    assertThat(CliRun.of("render", "--to", "dot", file).out()).contains("digraph {");
    assertThat(CliRun.withInput(chain(2), "render", "--to", "mermaid", "-").out())
        .startsWith("flowchart LR");
  }

  @Test
  void render_unknownExtension_isAUsageError() {
    Path file = CliRun.file(directory, "a.json", chain(2));

    CliRun run = CliRun.of("render", file, "-o", "a.png");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "The format of \"a.png\" is unknown: use the extension .svg, .mmd or .dot, or --to");
  }

  @Test
  void render_formatThatContradictsTheExtension_isAUsageError() {
    Path file = CliRun.file(directory, "a.json", chain(2));
    Path target = directory.resolve("y.SVG");

    CliRun run = CliRun.of("render", "--to", "dot", file, "-o", target);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "--to dot contradicts \""
                + target
                + "\", whose extension stands for svg: omit --to, or use the extension .dot\n");
    assertThat(target).doesNotExist();
    assertThat(CliRun.of("render", "--to", "svg", file, "-o", target).exit()).isZero();
    assertThat(CliRun.of("render", "--to", "dot", file, "-o", directory.resolve("y.gv")).exit())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0,0] | [1e7,1e7] | the position of node \"b\" is farther than a million from 0",
        "[0,0] | [0,9999999999] | the position of node \"b\" is farther than a million from 0",
        "[0,0] | null | node \"b\" has no position with finite coordinates",
        "[5,5] | [5,5] | all nodes have the same position"
      })
  void render_storedPositionsThatAreNotUsed_saysWhy(String a, String b, String reason) {
    Path file = CliRun.file(directory, "a.json", placed(a, b));
    String line =
        file + ": nodes are drawn in layers, not at their stored positions, because " + reason;

    assertThat(CliRun.of("render", file).err()).isEqualTo(line + "\n");
    assertThat(CliRun.of("render", "--layout", "tidy", "--to", "dot", file).err())
        .isEqualTo(line + "\n");
    assertThat(CliRun.of("render", "--layout", "auto", file).err()).isEmpty();
    assertThat(CliRun.of("render", "--to", "mermaid", file).err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[0,0] | [1e6,-1e6]", "null | null"})
  void render_storedPositionsThatAreUsedOrMissing_saysNothing(String a, String b) {
    Path file = CliRun.file(directory, "a.json", placed(a, b));

    assertThat(CliRun.of("render", file).err()).isEmpty();
  }

  @Test
  void render_storedPositionsThatOverlap_namesTheLayoutThatHelps() {
    Path file =
        CliRun.file(
            directory,
            "a.json",
            "{\"nodes\":{"
                + String.join(",", at("a", 0), at("b", 0), at("c", 20), at("d", 900))
                + "}}");
    Path pair = CliRun.file(directory, "b.json", placed("[0,0]", "[9,9]"));
    String line = " at the stored positions; --layout tidy moves them apart\n";

    assertThat(CliRun.of("render", file).err()).isEqualTo(file + ": 2 nodes overlap others" + line);
    assertThat(CliRun.of("render", pair, "--to", "dot").err())
        .isEqualTo(pair + ": 1 node overlaps another" + line);
    assertThat(CliRun.of("render", file, "--layout", "tidy").err()).isEmpty();
    assertThat(CliRun.of("render", file, "--layout", "auto").err()).isEmpty();
    assertThat(CliRun.of("render", file, "--to", "mermaid").err()).isEmpty();
  }

  private static String at(String id, int x) {
    return "\"%1$s\":{\"node_id\":\"%1$s\",\"node_type\":\"LogNode\",\"position\":[%2$d,0]}"
        .formatted(id, x);
  }

  @ParameterizedTest
  @CsvSource({
    "mermaid,--layout,tidy",
    "mermaid,--ports,all",
    "mermaid,--theme,dark",
    "mermaid,--force,",
    "dot,--theme,dark",
    "dot,--force,"
  })
  void render_optionWithoutEffect_isAUsageError(String format, String option, String value) {
    Path file = CliRun.file(directory, "a.json", chain(2));
    String given = value == null ? option : option + "=" + value;

    CliRun run = CliRun.of("render", "--to", format, given, file);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith(
            option
                + " has no effect on "
                + (format.equals("dot") ? "DOT" : "Mermaid, which computes its own layout")
                + ": omit it\n");
  }

  private static String placed(String a, String b) {
    String node = "\"%1$s\":{\"node_id\":\"%1$s\",\"node_type\":\"LogNode\",\"position\":%2$s}";
    return "{\"nodes\":{" + node.formatted("a", a) + "," + node.formatted("b", b) + "}}";
  }

  @Test
  void render_rejectedOrMissing_writesNothing() {
    Path file = CliRun.file(directory, "a.json", "{\"nodes\": 1}");
    Path target = directory.resolve("a.svg");

    CliRun rejected = CliRun.of("render", file, "-o", target);
    assertThat(rejected.exit()).isOne();
    assertThat(rejected.err()).contains("a.json:1:11: error INVALID_TYPE");
    assertThat(CliRun.of("render", "--color", "always", file, "-o", target).err())
        .isEqualTo(rejected.err());
    assertThat(CliRun.of("render", directory.resolve("none"), "-o", target).exit()).isEqualTo(3);
    assertThat(target).doesNotExist();
  }

  @Test
  void output_ontoAWorkflow_isRefusedAndKeepsIt() throws IOException {
    Path file = CliRun.file(directory, "a.json", chain(2));
    String before = Files.readString(file);
    String refusal =
        "cannot write \""
            + file
            + "\": it is a workflow, which the output would replace;"
            + " name another file";

    for (CliRun run :
        List.of(
            CliRun.of("render", file, "--to", "svg", "-o", file),
            CliRun.of("validate", file, "--output", file),
            CliRun.of("validate", file, "--format", "json=" + file))) {
      assertThat(run.err()).contains(refusal);
      assertThat(run.exit()).isEqualTo(3);
      assertThat(file).hasContent(before);
    }
  }

  @Test
  void output_ontoAnOlderReport_replacesIt() throws IOException {
    Path file = CliRun.file(directory, "a.json", chain(2));
    Path report = directory.resolve("report");

    for (String format : List.of("text", "json", "sarif", "gitlab", "junit", "github")) {
      for (int run = 0; run < 2; run++) {
        assertThat(CliRun.of("validate", file, "--format", format + "=" + report).exit()).isZero();
      }
    }
  }

  @Test
  void render_unwritableTarget_cannotBeWritten() {
    Path file = CliRun.file(directory, "a.json", chain(2));

    CliRun run = CliRun.of("render", file, "-o", directory.resolve("none/a.svg"));

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("a.svg");
  }

  @Test
  void render_beyondTheLimitsOfMermaid_isSaid() {
    Path file = CliRun.file(directory, "a.json", chain(501));

    assertThat(CliRun.of("render", "--to", "mermaid", file).err())
        .contains("Mermaid draws at most 500 connections and 50,000 characters")
        .contains("this diagram has 501 and");
  }
}
