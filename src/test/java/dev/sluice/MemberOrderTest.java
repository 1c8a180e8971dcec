package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Documents.Said;
import dev.sluice.support.Orders;
import dev.sluice.support.Workflows;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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
