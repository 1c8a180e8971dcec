package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Documents.Said;
import dev.sluice.support.Orders;
import dev.sluice.support.Workflows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a document is does not depend on the order of its members. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemberOrderTest {

  private static final String INNER =
      "'workflow':{'metadata':{'name':'Inner'},'nodes':{'x':{'node_id':'x','node_type':'LogNoed',"
          + "'config':{'a':'eval(1)','b':',\\'nodes\\':{}'}}},'connections':[]}";
  private static final String NODES =
      "'nodes':{'start':{'node_id':'start','node_type':'StartNode','config':{}},"
          + "'log':{'node_id':'log','node_type':'LogNode','config':{}}}";
  private static final String CONNECTIONS =
      "'connections':[" + Workflows.edge("start", "log") + "]";
  private static final String METADATA = "'metadata':{'name':'Outer'}";

  private final WorkflowLoader loader = WorkflowLoader.create();

  @AfterAll
  void close() {
    loader.close();
  }

  @Test
  void tryLoad_workflowBesideNodes_isAnUnknownMemberInAnyOrder() {
    WorkflowDefinition first = null;
    for (List<String> members : Orders.of(List.of(NODES, INNER, CONNECTIONS, METADATA))) {
      Said said = said(members);
      WorkflowDefinition definition = said.definition().orElseThrow();
      first = first == null ? definition : first;

      assertThat(said.kind()).isEqualTo(DocumentKind.WORKFLOW);
      assertThat(said.report().findings()).isEmpty();
      assertThat(definition).isEqualTo(first);
      assertThat(definition.nodes()).containsOnlyKeys("start", "log");
      assertThat(definition.metadata().name()).isEqualTo("Outer");
      assertThat(definition.members()).containsKey("workflow");
    }
  }

  @Test
  void tryLoad_workflowWithoutNodesBeside_isAScenarioInAnyOrder() {
    String inner = INNER.replace("eval(1)", "1");
    WorkflowDefinition first = null;
    for (List<String> members :
        Orders.of(List.of(inner, METADATA, "'x':{'nodes':1}", "'y':'nodes'"))) {
      Said said = said(members);
      WorkflowDefinition definition = said.definition().orElseThrow();
      first = first == null ? definition : first;

      assertThat(said.kind()).isEqualTo(DocumentKind.SCENARIO);
      assertThat(definition).isEqualTo(first);
      assertThat(definition.node("x")).isPresent();
      assertThat(definition.metadata().name()).isEqualTo("Inner");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"workflow_definition", "base_workflow"})
  void tryLoad_templateBesideNodes_isAnUnknownMemberInAnyOrder(String wrapper) {
    String inner = INNER.replace("'workflow'", "'" + wrapper + "'");
    WorkflowDefinition first = null;
    for (List<String> members : Orders.of(List.of(NODES, inner, CONNECTIONS, METADATA))) {
      Said said = said(members);
      WorkflowDefinition definition = said.definition().orElseThrow();
      first = first == null ? definition : first;

      assertThat(said.kind()).isEqualTo(DocumentKind.TEMPLATE);
      assertThat(said.report().findings()).isEmpty();
      assertThat(definition).isEqualTo(first);
      assertThat(definition.nodes()).containsOnlyKeys("start", "log");
      assertThat(definition.members()).containsKey(wrapper);
      assertThat(skeleton(members).nodeCount()).isEqualTo(2);
      assertThat(skeleton(members).connectionCount()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"workflow", "workflow_definition", "base_workflow"})
  void tryLoad_connectionsBesideAWrappedWorkflow_areKeptAndNotItsOwnInAnyOrder(String wrapper) {
    String inner = INNER.replace("'workflow'", "'" + wrapper + "'").replace("eval(1)", "1");
    WorkflowDefinition first = null;
    for (List<String> members : Orders.of(List.of(inner, CONNECTIONS, METADATA))) {
      Said said = said(members);
      WorkflowDefinition definition = said.definition().orElseThrow();
      first = first == null ? definition : first;

      assertThat(said.report().findings())
          .extracting(Finding::code)
          .doesNotContain(FindingCode.ORPHANED_CONNECTION);
      assertThat(definition).isEqualTo(first);
      assertThat(definition.connections()).allMatch(edge -> edge.targetNode().equals("x"));
      assertThat(definition.wrapper().get("connections"))
          .isEqualTo(
              List.of(
                  Map.of(
                      "source_node",
                      "start",
                      "source_port",
                      "exec_out",
                      "target_node",
                      "log",
                      "target_port",
                      "exec_in")));
      assertThat(skeleton(members).connectionCount()).isZero();
    }
  }

  private WorkflowSkeleton skeleton(List<String> members) {
    byte[] bytes = Workflows.bytes(Workflows.json("{" + String.join(",", members) + "}"));
    return loader.skeleton(ByteSource.of("", bytes)).block();
  }

  @Test
  void tryLoad_scenarioThatBreaksOff_tellsWhatWasFound() {
    String document = Workflows.json("{" + INNER.substring(0, INNER.length() - 2));
    byte[] bytes = Workflows.bytes(document);

    Said said = Said.by(loader, ByteSource.of("", bytes));

    assertThat(said.report().findings())
        .extracting(finding -> finding.code().name())
        .containsExactly("UNKNOWN_NODE_TYPE", "DANGEROUS_PATTERN", "TRUNCATED");
    assertThat(Said.by(loader, Chunked.byteByByte(bytes))).isEqualTo(said);
  }

  private Said said(List<String> members) {
    byte[] bytes = Workflows.bytes(Workflows.json("{" + String.join(",", members) + "}"));
    Said said = Said.by(loader, ByteSource.of("", bytes));
    assertThat(Said.by(loader, Chunked.byteByByte(bytes))).isEqualTo(said);
    return said;
  }
}
