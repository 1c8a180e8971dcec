package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.sluice.support.Packing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules about the workflows of a directory. */
final class ValidateReferencesTest {

  private static final String SUBFLOW =
      json("{'id':'subflow_0123','name':'Log in','inputs':[],'outputs':[],'nodes':{%s}}")
          .formatted(node("s", "StartNode"));

  @TempDir private Path directory;

  @BeforeEach
  void createSubflow() throws IOException {
    Files.createDirectory(directory.resolve("subflows"));
    CliRun.file(directory, "subflows/login.json", SUBFLOW);
  }

  private void flow(String name, String... configs) {
    StringBuilder nodes = new StringBuilder(START);
    String before = "start";
    String[] edges = new String[configs.length];
    for (int i = 0; i < configs.length; i++) {
      boolean executes = configs[i].contains("workflow_path");
      String type =
          executes
              ? "ExecuteWorkflowNode"
              : configs[i].contains("subworkflow_id") ? "CallSubworkflowNode" : "SubflowNode";
      nodes.append(',').append(node("call" + i, type, json(configs[i])));
      edges[i] = edge(before, "call" + i);
      before = "call" + i;
    }
    CliRun.file(directory, name, workflow(nodes.toString(), edges));
  }

  private List<String> findings(Object... more) {
    CliRun run =
        CliRun.of(
            Stream.concat(
                    Stream.of(
                        "validate",
                        "--select",
                        "MISSING_REFERENCE,REFERENCE_CYCLE",
                        "--text-style",
                        "concise"),
                    Arrays.stream(more))
                .toArray());
    return run.lines().stream()
        .map(line -> line.replace(directory + "/", ""))
        .filter(line -> line.contains("REFERENCE"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'subflow_id':'subflow_0123'}",
        "{'subflow_id':'login'}",
        "{'subflow_id':'gone','subflow_path':'subflows/login.json'}",
        "{'subflow_path':'subflows/login'}",
        "{'subflow_path':'./subflows/../subflows/login.json'}",
        "{'subflow_path':'login.json'}",
        "{'subflow_path':'subflows\\\\login.json'}",
        "{'subflow_path':'{{path}}'}",
        "{'subflow_path':'../elsewhere/x.json'}",
        "{'subflow_path':'/elsewhere/x.json'}",
        "{'subflow_path':'C:/elsewhere/x.json'}",
        "{'subflow_path':''}",
        "{'workflow_path':'subflows/login.json'}",
        "{'subworkflow_id':'subflow_0123'}",
      })
  void validate_referenceThatMayLeadToAFile_isNotRemarkedOn(String config) {
    flow("a.json", config);

    assertThat(findings(directory)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'subflow_path':'subflows/login.json'}",
        "{'subflow_path':'login.json'}",
        "{'subflow_path':'subflows/login.json.gz'}",
        "{'subflow_path':'subflows/login'}",
      })
  void validate_referenceToAFileThatIsCompressedNow_leadsToIt(String config) throws IOException {
    Files.delete(directory.resolve("subflows/login.json"));
    String caller =
        workflow(START + ',' + node("c", "SubflowNode", json("{'subflow_path':'../a'}")));
    Files.write(directory.resolve("subflows/login.json.zst"), Packing.ZSTD.pack(bytes(caller)));
    flow("a.json", config);

    assertThat(findings(directory))
        .singleElement(STRING)
        .contains("REFERENCE_CYCLE")
        .endsWith("in a cycle: \"a.json\" -> \"subflows/login.json.zst\" -> \"a.json\"");
  }

  @Test
  void validate_referenceToNoFile_isReportedWithSimilarNames() {
    flow("a.json", "{'subflow_id':'subflow_0124'}", "{'workflow_path':'flows/login.json'}");

    List<String> found = findings(directory);

    assertThat(found).hasSize(2);
    assertThat(found.get(0))
        .startsWith("a.json:1:")
        .contains(
            "warning MISSING_REFERENCE No file was found for the workflow"
                + " \"subflow_0124\" of node \"call0\"")
        .contains("subflow_0123");
    assertThat(found.get(1)).contains("\"flows/login.json\" of node \"call1\"");
  }

  @Test
  void validate_someFilesOnly_isSilent() throws IOException {
    flow("a.json", "{'subflow_id':'gone'}");
    Path list =
        Files.writeString(directory.resolve("list.txt"), directory.resolve("a.json") + "\n");

    assertThat(findings(directory.resolve("a.json"))).isEmpty();
    assertThat(findings("--files-from", list)).isEmpty();
    assertThat(findings(directory)).hasSize(1);
  }

  @Test
  void validate_unreadableDocument_silencesIdsAndNotPaths() {
    flow("a.json", "{'subflow_id':'gone'}", "{'subflow_path':'gone.json'}");
    CliRun.file(directory, "broken.json", "{\"nodes\":");

    assertThat(findings(directory)).hasSize(1).allMatch(line -> line.contains("\"gone.json\""));
  }

  @Test
  void validate_cycle_isReportedOnceAtItsFirstFile() {
    flow("a.json", "{'workflow_path':'b.json'}", "{'workflow_path':'d.json'}");
    flow("b.json", "{'workflow_path':'c.json'}");
    flow("c.json", "{'workflow_path':'b.json'}", "{'workflow_path':'a.json'}");
    flow("d.json", "{'workflow_path':'d.json'}");

    List<String> found = findings(directory);

    assertThat(found).hasSize(2);
    assertThat(found.get(0))
        .startsWith("b.json:")
        .endsWith(
            "These workflows call each other in a cycle: \"b.json\" -> \"c.json\" -> \"b.json\"");
    assertThat(found.get(1)).startsWith("d.json:").endsWith("The workflow \"d.json\" calls itself");
  }

  @Test
  void validate_lint_checksReferencesToo() {
    flow("a.json", "{'subflow_id':'gone'}");

    assertThat(CliRun.of("validate", "--lint", directory).out()).contains("MISSING_REFERENCE");
    assertThat(CliRun.of("validate", directory).out()).doesNotContain("MISSING_REFERENCE");
  }
}
