package dev.sluice.cli;

import static dev.sluice.support.Workflows.chain;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderCommandTest {

  @TempDir private Path folder;

  @Test
  void render_endings_chooseTheFormat() throws IOException {
    Path file = CliRun.file(folder, "a.json", chain(2));

    assertThat(CliRun.of("render", file, "-o", folder.resolve("a.svg")).exit()).isZero();
    assertThat(CliRun.of("render", file, "-o", folder.resolve("a.mmd")).exit()).isZero();
    assertThat(CliRun.of("render", file, "-o", folder.resolve("a.dot")).exit()).isZero();

    assertThat(Files.readString(folder.resolve("a.svg"))).startsWith("<svg xmlns=");
    assertThat(Files.readString(folder.resolve("a.mmd"))).startsWith("flowchart LR");
    assertThat(Files.readString(folder.resolve("a.dot"))).contains("digraph {");
  }

  @Test
  void render_withoutTarget_printsThePicture() {
    Path file = CliRun.file(folder, "a.json", chain(2));

    assertThat(CliRun.of("render", file).out()).startsWith("<svg xmlns=").endsWith("</svg>\n");
    assertThat(CliRun.of("render", "--to", "dot", file).out()).contains("digraph {");
    assertThat(CliRun.withInput(chain(2), "render", "--to", "mermaid", "-").out())
        .startsWith("flowchart LR");
  }

  @Test
  void render_unknownEnding_isWrongUsage() {
    Path file = CliRun.file(folder, "a.json", chain(2));

    CliRun run = CliRun.of("render", file, "-o", "a.png");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("The format of \"a.png\" is unknown: use the ending .svg, .mmd or .dot, or --to");
  }

  @Test
  void render_rejectedOrMissing_writesNothing() {
    Path file = CliRun.file(folder, "a.json", "{\"nodes\": 1}");
    Path target = folder.resolve("a.svg");

    CliRun rejected = CliRun.of("render", file, "-o", target);
    assertThat(rejected.exit()).isOne();
    assertThat(rejected.err()).contains("a.json:1:11: error INVALID_TYPE");
    assertThat(CliRun.of("render", folder.resolve("none"), "-o", target).exit()).isEqualTo(3);
    assertThat(target).doesNotExist();
  }

  @Test
  void render_unwritableTarget_cannotBeWritten() {
    Path file = CliRun.file(folder, "a.json", chain(2));

    CliRun run = CliRun.of("render", file, "-o", folder.resolve("none/a.svg"));

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("a.svg");
  }

  @Test
  void render_beyondTheLimitsOfMermaid_isSaid() {
    Path file = CliRun.file(folder, "a.json", chain(501));

    assertThat(CliRun.of("render", "--to", "mermaid", file).err())
        .contains("Mermaid draws at most 500 connections and 50,000 characters")
        .contains("this has 501 and");
  }
}
