package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

  private static final String PLAIN =
      """
      {"metadata":{"name":"N"},
       "nodes":{"a":{"node_type":"WaitNode","node_id":"a","config":{"duration":1,"x":[1,2]}},
                "b":{"node_type":"ReadFileNode","node_id":"b","config":{}}},
       "connections":[{"source_node":"a","source_port":"exec_out","target_node":"b","target_port":"exec_in"}],
       "variables":{"v":{"n":0.5}}}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"connections":[{"target_port":"exec_in","target_node":"b","source_port":"exec_out","source_node":"a"}],
         "variables":{"v":{"n":5e-1}},"metadata":{"name":"\\u004e"},
         "nodes":{"b":{"config":{},"node_id":"b","node_type":"ReadFileNode"},
                  "a":{"node_id":"a","config":{"x":[1.0,20e-1],"duration":1.000},"node_type":"WaitNode"}}}
        """
      })
  void fingerprint_sameDocumentWrittenOtherwise_isTheSame(String other) {
    assertThat(fingerprint(other)).isEqualTo(fingerprint(PLAIN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      textBlock =
          """
          "name":"N"           -> "name":"n"
          [1,2]                -> [2,1]
          "duration":1         -> "duration":1.0000001
          "duration":1         -> "duration":"1"
          "n":0.5              -> "n":0.25
          "variables"          -> "settings"
          ReadFileNode         -> WriteFileNode
          "exec_in"            -> "exec"
          "config":{}          -> "config":{},"position":[0,0]
          """,
      quoteCharacter = '\'')
  void fingerprint_otherDocument_differs(String written, String instead) {
    String changed = PLAIN.replace(written, instead);

    assertThat(changed).isNotEqualTo(PLAIN);
    assertThat(fingerprint(changed)).isNotEqualTo(fingerprint(PLAIN));
  }

  @Test
  void fingerprint_addedStart_doesNotCount() {
    String subflow = PLAIN.replaceFirst("\\{", "{\"inputs\":[],\"outputs\":[],");
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      WorkflowDefinition workflow = loader.read(ByteSource.of("", bytes(PLAIN))).block();
      assertThat(workflow.autoStart()).isTrue();
      assertThat(workflow.nodes()).containsKey("__auto_start__");
      assertThat(workflow.fingerprint()).isEqualTo(fingerprint(PLAIN));
    }
    assertThat(fingerprint(subflow)).isNotEqualTo(fingerprint(PLAIN));
  }

  private static String fingerprint(String document) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.load(bytes(document)).block().definition().fingerprint();
    }
  }

  private static byte[] bytes(String document) {
    return document.getBytes(StandardCharsets.UTF_8);
  }
}
