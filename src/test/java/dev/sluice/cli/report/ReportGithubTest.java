package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.CliRun;
import dev.sluice.support.Workflows;
import java.nio.file.Path;
import java.util.List;
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

    assertThat(annotations(run, file))
        .containsExactly(
            "::error file=FILE,line=3,col=20,title=UNKNOWN_NODE_TYPE::No node type is called"
                + " \"IffNode\" (/nodes/b/node_type)%0ADid you mean \"IfNode\"?",
            "::warning file=FILE,line=3,col=7,title=UNREACHABLE_NODES::No entry point leads to node"
                + " \"b\" (/nodes/b)");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(annotations(CliRun.of("validate", "--format", "github", "--quiet", file), file))
        .isEqualTo(annotations(run, file).subList(0, 1));
    assertThat(annotations(CliRun.of("validate", "--format", "github", "-v", file), file))
        .contains(
            "::notice file=FILE,line=2,col=56,title=UNKNOWN_CONFIG_KEY::The type \"StartNode\" has"
                + " no config key \"x\" (/nodes/s/config/x)");
    assertThat(run.out()).startsWith(CliRun.of("validate", file).out());
  }

  private static List<String> annotations(CliRun run, Path file) {
    return run.out()
        .replace(file.toString(), "FILE")
        .lines()
        .filter(line -> line.startsWith("::"))
        .toList();
  }

  @Test
  void moreThanGitHubShows_areCountedInANotice() {
    StringBuilder edges = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      edges.append(i == 0 ? "" : ",").append(Workflows.edge("start", "gone" + i));
    }
    Path file =
        CliRun.file(directory, "a.json", Workflows.workflow(Workflows.START, edges.toString()));

    List<String> annotations = annotations(CliRun.of("validate", "--format", "github", file), file);

    assertThat(annotations)
        .hasSize(11)
        .endsWith("::notice title=sluice::20 more findings in the log of this step");
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

    assertThat(run.out())
        .endsWith("\n::notice title=sluice::3 more findings in the log of this step\n");
  }
}
