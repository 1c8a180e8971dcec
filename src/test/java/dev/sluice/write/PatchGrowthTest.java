package dev.sluice.write;

import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.edit.WorkflowEdit;
import dev.sluice.model.WorkflowDefinition;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writing over a text costs in proportion to its bytes, whatever was edited: a byte is passed over
 * a few times, and twice as many nodes cost twice as much. Bytes are counted, not time.
 */
class PatchGrowthTest {

  private static final int NODES = 500;

  /** How often a byte is passed over at most. */
  private static final long EACH = 30;

  static Stream<Arguments> edits() {
    return Stream.of(false, true)
        .flatMap(
            hub ->
                Stream.of(
                    edit(hub, "a config", edit -> edit.config("n7", "message", "other")),
                    edit(hub, "a renamed node", edit -> edit.renameNode("n0", "renamed")),
                    edit(hub, "a removed node", edit -> edit.removeNode("n0")),
                    edit(hub, "a removed and a renamed node", PatchGrowthTest::removeAndRename),
                    edit(hub, "all edges changed but one", PatchGrowthTest::reconnect),
                    edit(hub, "all nodes changed", PatchGrowthTest::configureAll),
                    edit(
                        hub,
                        "an added node",
                        edit -> edit.addNode("z", "LogNode").connect("n1", "out", "z", "in"))));
  }

  private static Arguments edit(boolean hub, String name, UnaryOperator<WorkflowEdit> edit) {
    return Arguments.of((hub ? "hub, " : "chain, ") + name, hub, edit);
  }

  private static WorkflowEdit removeAndRename(WorkflowEdit edit) {
    return edit.removeNode("n3").renameNode("n0", "renamed").renameNode("n5", "renamed too");
  }

  private static WorkflowEdit reconnect(WorkflowEdit edit) {
    edit.definition().connections().stream()
        .filter(edge -> !edge.members().isEmpty())
        .skip(1)
        .forEach(
            edge -> {
              edit.disconnect(
                  edge.sourceNode(), edge.sourcePort(), edge.targetNode(), edge.targetPort());
              edit.connect(edge.sourceNode(), "a", edge.targetNode(), "b");
            });
    return edit.connect("n1", "c", "n2", "d");
  }

  private static WorkflowEdit configureAll(WorkflowEdit edit) {
    edit.definition().nodes().values().stream()
        .filter(node -> !node.members().isEmpty())
        .forEach(node -> edit.config(node.id(), "message", "other"));
    return edit;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edits")
  void patch_twiceTheNodes_costsTwiceAsMuch(
      String name, boolean hub, UnaryOperator<WorkflowEdit> edit) {
    long once = work(document(NODES, hub), edit);
    long twice = work(document(2 * NODES, hub), edit);

    assertThat(twice).isLessThan(once * 5 / 2);
    assertThat(twice).isLessThan(EACH * document(2 * NODES, hub).length);
  }

  private static long work(byte[] document, UnaryOperator<WorkflowEdit> edit) {
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(Limits.trusted()).build()) {
      WorkflowDefinition definition = loader.read(document).block();
      WorkflowDefinition edited = edit.apply(loader.edit(definition)).definition();
      SourceText text = new SourceText(document);
      byte[] written = TextPatch.of(text, edited.toMap(), edited.form().layout()).orElseThrow();
      assertThat(loader.read(written).block()).isEqualTo(edited);
      return text.work();
    }
  }

  private static byte[] document(int nodes, boolean hub) {
    StringBuilder text = new StringBuilder("{'metadata':{'name':'n'},'nodes':{");
    for (int i = 0; i < nodes; i++) {
      text.append(i > 0 ? "," : "")
          .append("'n%d':{'node_id':'n%d','node_type':'LogNode',".formatted(i, i))
          .append("'config':{'message':'step {{n%d.x}}','level':'info'}}".formatted(i / 2));
    }
    text.append("},'connections':[");
    for (int i = 1; i < nodes; i++) {
      text.append(i > 1 ? "," : "")
          .append("{'source_node':'n%d','source_port':'exec_out',".formatted(hub ? 0 : i - 1))
          .append("'target_node':'n%d','target_port':'exec_in'}".formatted(i));
    }
    return bytes(json(text.append("]}").toString()));
  }
}
