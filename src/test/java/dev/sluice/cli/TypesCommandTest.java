package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypesCommandTest {

  @Test
  void list_text_hasAllTypesByCategory() {
    CliRun run = CliRun.of("types");

    assertThat(run.lines()).contains("  IfNode", "  StartNode").endsWith("492 types");
    assertThat(run.exit()).isZero();
  }

  @Test
  void list_json_isOneLine() {
    CliRun run = CliRun.of("types", "--json");

    assertThat(run.lines()).hasSize(1);
    assertThat(run.out()).startsWith("{\"categories\":{\"").contains("\"IfNode\"");
  }

  @Test
  void show_json_hasPortsAndProperties() {
    assertThat(CliRun.of("types", "IfNode", "--json").out())
        .isEqualTo(
            "{\"type\":\"IfNode\",\"category\":\"control_flow\",\"creatable\":true,"
                + "\"inputs\":[{\"name\":\"exec_in\",\"dataType\":\"EXEC\",\"required\":false},"
                + "{\"name\":\"condition\",\"dataType\":\"ANY\",\"required\":false}],"
                + "\"outputs\":[{\"name\":\"exec_out\",\"dataType\":\"EXEC\",\"required\":false},"
                + "{\"name\":\"true\",\"dataType\":\"EXEC\",\"required\":false},"
                + "{\"name\":\"false\",\"dataType\":\"EXEC\",\"required\":false}],"
                + "\"editorInputs\":[],\"editorOutputs\":[],\"dynamicPorts\":[],"
                + "\"openPorts\":false,\"properties\":[{\"name\":\"expression\","
                + "\"type\":\"string\",\"required\":false,\"default\":\"\"}],"
                + "\"configKeys\":[],\"openConfig\":false}\n");
  }

  @Test
  void show_replacedType_tellsItsSuccessor() {
    assertThat(CliRun.of("types", "ReadFileNode").lines())
        .startsWith(
            "ReadFileNode is replaced by FileSystemSuperNode with action = \"Read File\"",
            "FileSystemSuperNode file")
        .contains("    exec_in exec", "    file_path string, required");
    assertThat(CliRun.of("types", "ReadFileNode", "--json").out())
        .contains(
            "\"migration\":{\"from\":\"ReadFileNode\",\"to\":\"FileSystemSuperNode\","
                + "\"settings\":{\"action\":\"Read File\"}}");
  }

  @Test
  void show_unknownType_namesTheNearest() {
    CliRun run = CliRun.of("types", "IffNode");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("There is no node type IffNode\nThe nearest are IfNode");
  }
}
