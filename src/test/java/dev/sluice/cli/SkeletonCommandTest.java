package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkeletonCommandTest {

  private static final String SMALL =
      """
      {"metadata":{"name":"Tea","description":"Makes it","author":"Ann","created_at":"2025-01-02",
                   "modified_at":"2025-02-03"},
       "nodes":{"s":{"node_type":"StartNode","node_id":"s","config":{}},
                "r":{"node_type":"ReadFileNode","node_id":"r","config":{"file_path":"leaves.txt"}}},
       "connections":[{"source_node":"s","source_port":"exec_out","target_node":"r",
                       "target_port":"exec_in"}],
       "variables":{"v":1,"a":2},"frames":[{"title":"f"}],"settings":{"timeout":1.50}}
      """;

  private @TempDir Path directory;

  @Test
  void json_document_hasAllMembersInOrder() {
    Path file = CliRun.file(directory, "tea.json", SMALL);

    CliRun run = CliRun.of("skeleton", "--json", file);

    assertThat(run.out())
        .isEqualTo(
            "{\"file\":\""
                + file
                + "\",\"kind\":\"workflow\",\"accepted\":true,\"name\":\"Tea\","
                + "\"description\":\"Makes it\",\"version\":\"1.0.0\",\"author\":\"Ann\","
                + "\"nodeCount\":2,\"connectionCount\":1,\"variableCount\":2,\"frameCount\":1,"
                + "\"nodeTypes\":[\"ReadFileNode\",\"StartNode\"],\"categories\":[\"File\"],"
                + "\"variableNames\":[\"v\",\"a\"],\"settings\":{\"timeout\":1.5},"
                + "\"createdAt\":\"2025-01-02\",\"modifiedAt\":\"2025-02-03\"}\n");
    assertThat(run.exit()).isZero();
  }

  @Test
  void text_onANarrowTerminal_breaksLongLines() {
    Path file = CliRun.file(directory, "tea.json", SMALL);

    assertThat(CliRun.onTerminal(24, "skeleton", file))
        .contains("  types: ReadFileNode,\n    StartNode\n");
  }

  @Test
  void json_emptyDocument_hasDefaultsAndNoDates() {
    assertThat(CliRun.withInput("{}", "skeleton", "--json", "-").out())
        .isEqualTo(
            "{\"file\":\"-\",\"kind\":\"workflow\",\"accepted\":true,\"name\":\"Untitled\","
                + "\"description\":\"\",\"version\":\"1.0.0\",\"author\":\"\",\"nodeCount\":0,"
                + "\"connectionCount\":0,\"variableCount\":0,\"frameCount\":0,\"nodeTypes\":[],"
                + "\"categories\":[],\"variableNames\":[],\"settings\":{\"stop_on_error\":true,"
                + "\"timeout\":30,\"retry_count\":0}}\n");
  }

  @Test
  void json_rejectedDocuments_haveFindingsAndTheRestIsStillShown() {
    Path broken = CliRun.file(directory, "a.json", "{\"nodes\":[}");
    Path other = CliRun.file(directory, "b.json", "{\"$schema\":\"x\"}");
    Path good = CliRun.file(directory, "c.json", "{}");

    CliRun run = CliRun.of("skeleton", "--json", broken, other, good);

    assertThat(run.lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "{\"file\":\""
                            + broken
                            + "\",\"accepted\":false,\"findings\":[{\"severity\":\"ERROR\",\"code\":\"MALFORMED_JSON\",\"message\":\"Expected"
                            + " a value but found"
                            + " }\",\"pointer\":\"\",\"line\":1,\"column\":11,\"offset\":10}]}"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "{\"file\":\""
                            + other
                            + "\",\"kind\":\"other\",\"accepted\":false,\"findings\":[{\"severity\":\"ERROR\",\"code\":\"NOT_A_WORKFLOW\",\"message\":\"Not"
                            + " a workflow: this is a JSON Schema\",\"pointer\":\"\",\"line\":1,"
                            + "\"column\":1,\"offset\":0}]}"),
            line -> assertThat(line).contains("\"accepted\":true"));
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void unreadableInput_isExitThree() {
    assertThat(CliRun.of("skeleton", directory.resolve("none.json")).exit()).isEqualTo(3);
  }

  @Test
  void text_showsNamesCountsTypesAndDates() {
    assertThat(CliRun.withInput(SMALL, "skeleton", "-").out())
        .isEqualTo(
            """
            -: workflow "Tea" 1.0.0 by Ann
              "Makes it"
              2 nodes of 2 types, 1 connection, 2 variables, 1 frame
              types: ReadFileNode, StartNode
              categories: File
              variables: v, a
              created 2025-01-02
              modified 2025-02-03
            """);
  }

  @Test
  void text_rejectedDocument_showsTheFinding() {
    assertThat(CliRun.withInput("{\"nodes\":1}", "skeleton", "-").out())
        .isEqualTo(
            """
            -
              -:1:10: error INVALID_TYPE "nodes" must be an object or a list, not a number (/nodes)
            """);
  }
}
