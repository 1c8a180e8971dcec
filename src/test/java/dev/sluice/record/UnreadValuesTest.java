package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import dev.sluice.value.ShapedMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Values of a definition that are read when they are asked for. */
class UnreadValuesTest {

  private static final String DOCUMENT =
      """
      {"nodes":{"a":{"node_id":"a","node_type":"LogNode","name":"first",
        "config":{"message":"caf\\u00e9 日本","level":"info","more":{"deep":[1,2.5,null]}},
        "position":[1,-2.5]}},
       "connections":[]}
      """;

  private static NodeDefinition node(byte[] document) {
    WorkflowDefinition definition =
        WorkflowLoader.create().read(ByteSource.of("", document)).block();
    return definition.node("a").orElseThrow();
  }

  @Test
  void config_ofAnArrayThatChangedAfterTheLoad_isThatOfTheDocument() {
    byte[] document = Workflows.bytes(DOCUMENT);
    NodeDefinition node = node(document);
    assertThat(((ShapedMap) node.config()).unread()).isNotNull();

    Arrays.fill(document, (byte) 'x');

    assertThat(node.config())
        .hasToString("{message=café 日本, level=info, more={deep=[1, 2.5, null]}}");
    assertThat(((ShapedMap) node.config()).unread()).isNull();
    assertThat(node.name()).contains("first");
  }

  @Test
  void config_ofAPartOfAnArray_isThatOfThePart() {
    byte[] document = Workflows.bytes("[0123]" + DOCUMENT + "[4567]");
    ByteBuffer part = ByteBuffer.wrap(document, 6, document.length - 12);
    WorkflowDefinition definition = WorkflowLoader.create().read(Flux.just(part)).block();

    Arrays.fill(document, (byte) 'x');

    assertThat(definition.node("a").orElseThrow().config().get("level")).isEqualTo("info");
  }

  @Test
  void members_askedForFirst_haveTheConfigAndTypeOfTheNode() {
    NodeDefinition node = node(Workflows.bytes(DOCUMENT));

    assertThat(node.members().get("config")).isSameAs(node.config());
    assertThat(node.members().values()).contains("first", node.config(), List.of(1L, -2.5));
    assertThat(node.members().values().stream().anyMatch(value -> value == node.config())).isTrue();
    assertThat(node.members().keySet())
        .containsExactly("node_id", "node_type", "name", "config", "position");
  }

  @Test
  void values_askedForByManyThreads_areEqual() {
    for (int round = 0; round < 50; round++) {
      NodeDefinition node = node(Workflows.bytes(DOCUMENT));
      List<String> read =
          IntStream.range(0, 16).parallel().mapToObj(i -> node.members().toString()).toList();
      assertThat(read).containsOnly(read.get(0));
    }
  }
}
