package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import java.util.ArrayList;
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

  @Test
  void tryLoad_severalWrappers_theFirstInPrecedenceWrapsInAnyOrder() {
    String[] wrappers = {"workflow_definition", "base_workflow", "workflow"};
    for (int from = 0; from < wrappers.length - 1; from++) {
      List<String> all = new ArrayList<>(List.of(METADATA));
      for (int i = from; i < wrappers.length; i++) {
        all.add("'%s':{'nodes':{'%s':{'node_type':'StartNode'}}}".formatted(wrappers[i], i));
      }
      WorkflowDefinition first = null;
      for (List<String> members : Orders.of(all)) {
        Said said = said(members);
        WorkflowDefinition definition = said.definition().orElseThrow();
        first = first == null ? definition : first;

        assertThat(said.kind()).isEqualTo(DocumentKind.TEMPLATE);
        assertThat(definition).isEqualTo(first);
        assertThat(definition.nodes()).containsOnlyKeys("" + from);
        assertThat(definition.wrapper()).containsKey("workflow");
        assertThat(skeleton(members).nodeCount()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"workflow", "workflow_definition", "base_workflow"})
  void tryLoad_wrapperTwice_theLastCounts(String wrapper) {
    String body = "'%s':{'nodes':{'%s':{'node_type':'StartNode'}}}";
    List<String> members =
        List.of(body.formatted(wrapper, "a"), METADATA, body.formatted(wrapper, "b"));

    Said said = said(members);

    assertThat(said.definition().orElseThrow().nodes()).containsOnlyKeys("b");
    assertThat(said.report().findings())
        .extracting(Finding::code, Finding::pointer)
        .contains(tuple(FindingCode.DUPLICATE_KEY, "/" + wrapper));
    assertThat(skeleton(members).nodeCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"['x']", "[{}]", "[{'source_node':1,'target_node':'x'}]", "{}", "7"})
  void tryLoad_badConnectionsBesideAWrappedWorkflow_areReportedInAnyOrder(String connections) {
    List<String> first = List.of();
    String inner = INNER.replace("eval(1)", "1");
    for (List<String> members :
        Orders.of(List.of(inner, "'connections':" + connections, METADATA))) {
      List<String> findings =
          said(members).report().findings().stream()
              .map(finding -> finding.code() + " " + finding.pointer() + " " + finding.message())
              .sorted()
              .toList();
      first = first.isEmpty() ? findings : first;

      assertThat(findings).isEqualTo(first).anyMatch(finding -> finding.contains(" /connections"));
    }
  }

  private WorkflowSkeleton skeleton(List<String> members) {
    byte[] bytes = Workflows.bytes(Workflows.json("{" + String.join(",", members) + "}"));
    return loader.skeleton(ByteSource.of("", bytes)).block();
  }

  @Test
  void tryLoad_scenarioThatBreaksOff_reportsWhatWasFound() {
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
