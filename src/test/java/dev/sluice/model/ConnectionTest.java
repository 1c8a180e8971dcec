package dev.sluice.model;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.WorkflowLoader;
import dev.sluice.support.Workflows;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The members of a connection, most of which are made of its ends. */
final class ConnectionTest {

  private static final Map<String, Object> ENDS = new LinkedHashMap<>();

  static {
    ENDS.put("source_node", "a");
    ENDS.put("source_port", "exec_out");
    ENDS.put("target_node", "b");
    ENDS.put("target_port", "exec_in");
  }

  private final Connection connection = new Connection("a", "exec_out", "b", "exec_in");

  @Test
  void members_ofFourEnds_areAnUnmodifiableMap() {
    Map<String, Object> members = connection.members();

    assertThat(members).isEqualTo(ENDS).hasSameHashCodeAs(ENDS).hasToString(ENDS.toString());
    assertThat(ENDS).isEqualTo(members);
    assertThat(members)
        .containsExactly(
            entry("source_node", "a"),
            entry("source_port", "exec_out"),
            entry("target_node", "b"),
            entry("target_port", "exec_in"));
    assertThat(members.values()).containsExactly("a", "exec_out", "b", "exec_in");
    assertThat(members.keySet()).containsExactlyElementsOf(ENDS.keySet());
    assertThat(members.get("target")).isNull();
    assertThat(members.get(null)).isNull();
    assertThat(members.containsKey(null)).isFalse();
    assertThat(members.containsKey("target_port")).isTrue();
    assertThat(members.containsKey("target")).isFalse();
    assertThat(members.containsValue("b")).isTrue();
    assertThat(members.containsValue("c")).isFalse();
    assertThatThrownBy(() -> members.put("source_node", "c"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void equals_ofConnectionsMadeInOtherWays_goesByContent() {
    List<Connection> same =
        List.of(
            new Connection("a", "exec_out", "b", "exec_in", ENDS),
            new Connection("a", "exec_out", "b", "exec_in", connection.members()),
            new Connection("a", "exec_out", "b", "exec_in", Map.of("source_node", "x")),
            loaded(
                "{\"source_node\":\"a\",\"source_port\":\"exec_out\","
                    + "\"target_node\":\"b\",\"target_port\":\"exec_in\"}"),
            loaded(
                "{\"target_port\":\"exec_in\",\"source_node\":\"a\","
                    + "\"source_port\":\"exec_out\",\"target_node\":\"b\"}"));
    assertThat(same).allSatisfy(other -> assertThat(other).isEqualTo(connection));
    assertThat(same).allSatisfy(other -> assertThat(connection).isEqualTo(other));
    assertThat(same).allSatisfy(other -> assertThat(other).hasSameHashCodeAs(connection));

    Map<String, Object> more = new LinkedHashMap<>(ENDS);
    more.put("note", null);
    assertThat(connection)
        .isNotEqualTo(new Connection("c", "exec_out", "b", "exec_in"))
        .isNotEqualTo(new Connection("a", "true", "b", "exec_in"))
        .isNotEqualTo(new Connection("a", "exec_out", "c", "exec_in"))
        .isNotEqualTo(new Connection("a", "exec_out", "b", "value"))
        .isNotEqualTo(new Connection("a", "exec_out", "b", "exec_in", more));
  }

  @Test
  void members_inAnotherOrder_keepIt() {
    Connection reordered =
        loaded(
            "{\"target_port\":\"exec_in\",\"source_node\":\"a\","
                + "\"source_port\":\"exec_out\",\"target_node\":\"b\"}");

    assertThat(reordered.members().keySet())
        .containsExactly("target_port", "source_node", "source_port", "target_node");
  }

  @Test
  void members_ofTheStartNode_areThoseOfTheDocument() {
    String start = NodeDefinition.AUTO_START;
    assertThat(new Connection(start, "exec_out", "b", "exec_in").members()).isEmpty();
    Map<String, Object> written = new LinkedHashMap<>(ENDS);
    written.put("source_node", start);

    Connection connection = new Connection(start, "exec_out", "b", "exec_in", written);

    assertThat(connection.members()).isEqualTo(written);
    assertThat(connection)
        .isNotEqualTo(new Connection(start, "exec_out", "b", "exec_in", Collections.emptyMap()));
  }

  @Test
  void constructor_withAMissingEnd_namesIt() {
    assertThatThrownBy(() -> new Connection("a", "exec_out", "b", missing()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("targetPort");
  }

  @SuppressWarnings("NullAway") // what a caller without checks may pass
  private static String missing() {
    return null;
  }

  private static Connection loaded(String connection) {
    String document =
        Workflows.workflow(
            Workflows.node("a", "LogNode") + "," + Workflows.node("b", "LogNode"), connection);
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      WorkflowDefinition definition = loader.read(Workflows.bytes(document)).block();
      return definition.connections().stream()
          .filter(one -> one.sourceNode().equals("a"))
          .findFirst()
          .orElseThrow();
    }
  }
}
