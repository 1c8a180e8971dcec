package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.CliRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportGithubTest {

  private @TempDir Path directory;

  @Test
  void findings_areAnnotationsOfTheirLevel() {
    Path file =
        CliRun.file(
            directory,
            "a.json",
            """
            {"metadata":{"name":"N"},"connections":[],"nodes":{
              "s":{"node_type":"StartNode","node_id":"s","config":{"x":1}},
              "b":{"node_type":"IffNode","node_id":"b","config":{}}}}
            """);

    CliRun run = CliRun.of("validate", "--format", "github", file);

    assertThat(run.out().replace(file.toString(), "FILE").lines())
        .containsExactly(
            "::notice file=FILE,line=2,col=56,title=UNKNOWN_CONFIG_KEY::The type \"StartNode\" has"
                + " no config key \"x\" (/nodes/s/config/x)",
            "::warning file=FILE,line=3,col=7,title=UNREACHABLE_NODES::No entry point leads to node"
                + " \"b\" (/nodes/b)",
            "::error file=FILE,line=3,col=20,title=UNKNOWN_NODE_TYPE::No node type is called"
                + " \"IffNode\" (/nodes/b/node_type)%0ADid you mean \"IfNode\"?");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(CliRun.of("validate", "--format", "github", "--quiet", file).lines())
        .isEqualTo(run.lines().subList(2, 3));
  }

  @Test
  void whatEndsAPropertyOrACommand_isEscaped() {
    Path file =
        CliRun.file(directory, "100%,a:b\n.json", "{\"nodes\":{\"%\":{}},\"connections\":[]}");

    CliRun run = CliRun.of("validate", "--format", "github", file);

    assertThat(run.out())
        .contains(" file=" + directory + "/100%25%2Ca%3Ab\\u000A.json,line=1,col=1,title=")
        .contains("(/nodes/%25)");
  }

  @Test
  void findingsOverTheLimit_areReported() {
    Path limits = CliRun.file(directory, "limits", "{\"findings\": 1}");

    CliRun run =
        CliRun.withInput(
            "{\"nodes\":{\"a\":{},\"b\":{}},\"connections\":[],\"metadata\":{\"name\":\"N\"}}",
            "validate",
            "--format",
            "github",
            "--limits",
            limits,
            "-");

    assertThat(run.out()).endsWith("\n::notice file=-::and 3 more findings\n");
  }
}
