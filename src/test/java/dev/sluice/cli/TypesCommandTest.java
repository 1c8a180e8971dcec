package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.WorkflowJsonSchema;
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
  void show_onANarrowTerminal_breaksLongLines() {
    assertThat(CliRun.onTerminal(60, "types", "HttpRequestNode"))
        .contains(
            """
                method choice, by default "GET", one of [GET, POST, PUT,
                  PATCH, DELETE, HEAD, OPTIONS]
            """);
  }

  @Test
  void show_replacedType_reportsItsSuccessor() {
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

  @Test
  void schema_ofDocuments_isThatOfTheRegistry() {
    CliRun run = CliRun.of("types", "--schema");

    assertThat(JsonParser.parseString(run.out()))
        .isEqualTo(new Gson().toJsonTree(WorkflowJsonSchema.of(NodeRegistries.builtIn())));
    assertThat(run.exit()).isZero();
  }

  @Test
  void schema_ofOneType_isThatOfItsConfig() {
    assertThat(CliRun.of("types", "IfNode", "--schema").out())
        .isEqualTo(
            """
            {
              "$schema" : "https://json-schema.org/draft/2020-12/schema",
              "title" : "IfNode",
              "description" : "Category control_flow.",
              "type" : "object",
              "properties" : {
                "expression" : {
                  "type" : [ "string", "null" ],
                  "default" : ""
                },
                "condition" : true
              }
            }
            """);
  }

  @Test
  void schema_ofUnknownType_namesTheNearest() {
    CliRun run = CliRun.of("types", "IffNode", "--schema");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("There is no node type IffNode\nThe nearest are IfNode");
  }

  @Test
  void schema_andJson_isAUsageError() {
    assertThat(CliRun.of("types", "--schema", "--json").exit()).isEqualTo(2);
  }
}
