package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkflowDocumentTest {

  @Test
  void json_everything_isWrittenInTheOrderOfTheCalls() {
    WorkflowDocument document =
        WorkflowDocument.named("Ünd \"so\"")
            .node("a", "LogNode", Map.of("message", Arrays.asList(1, true, null, 1.5, "x\n")))
            .rawNode("b", 7)
            .connect("a", "b")
            .connect("a", "out", "c", "in")
            .variable("v", new BigInteger("123456789012345678901"))
            .member("extra", List.of(new BigDecimal("1.10")));

    assertThat(document.json())
        .isEqualTo(
            "{\"metadata\":{\"name\":\"Ünd \\\"so\\\"\"},"
                + "\"nodes\":{\"a\":{\"node_id\":\"a\",\"node_type\":\"LogNode\",\"config\":"
                + "{\"message\":[1,true,null,1.5,\"x\\n\"]}},\"b\":7},"
                + "\"connections\":[{\"source_node\":\"a\",\"source_port\":\"exec_out\","
                + "\"target_node\":\"b\",\"target_port\":\"exec_in\"},"
                + "{\"source_node\":\"a\",\"source_port\":\"out\","
                + "\"target_node\":\"c\",\"target_port\":\"in\"}],"
                + "\"variables\":{\"v\":123456789012345678901},\"extra\":[1.1]}");
  }

  @Test
  void json_memberRemovedOrReplaced_isNotThere() {
    assertThat(WorkflowDocument.unnamed().without("connections").member("nodes", 5).json())
        .isEqualTo("{\"nodes\":5}");
  }

  @Test
  void replace_part_changesTheTextOnly() {
    WorkflowDocument document = WorkflowDocument.unnamed().replace("{}", "{},");

    assertThat(document.json()).isEqualTo("{\"nodes\":{},,\"connections\":[]}");
    assertThatThrownBy(() -> document.replace("missing", "x").json())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the document has no missing");
  }

  @Test
  void truncated_lacksItsLastBytes() {
    assertThat(WorkflowDocument.unnamed().truncated(3))
        .isEqualTo("{\"nodes\":{},\"connections\":".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void json_valueThatIsNotJson_isRefused() {
    WorkflowDocument document = WorkflowDocument.unnamed().member("x", new Object());

    assertThatThrownBy(document::json).isInstanceOf(InvalidValueException.class);
  }
}
