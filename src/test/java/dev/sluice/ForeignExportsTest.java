package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.WorkflowException;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Documents.Said;
import dev.sluice.support.Orders;
import dev.sluice.support.Workflows;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/**
 * Files of other products are named as what they are, whatever the order of their members, however
 * they are cut into chunks, and by previews too; what only resembles them is still a workflow.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignExportsTest {

  private static final String N8N = "an n8n export";
  private static final String NODE_RED = "a Node-RED export";
  private static final String COMFY = "a ComfyUI export";
  private static final String REACT_FLOW = "a Flowise, Langflow or other React Flow graph";
  private static final String OTHER_GRAPH = "a graph of another product";
  private static final String NIFI = "a NiFi flow";

  private final WorkflowLoader loader = WorkflowLoader.create();

  @AfterAll
  void close() {
    loader.close();
  }

  /** What each product writes: the description, and the members of the root. */
  static Stream<Arguments> exports() {
    return Stream.of(
        // n8n: every node has a version of its type
        export(
            N8N,
            "'name':'Reminder'",
            "'nodes':[{'parameters':{},'type':'base.trigger','typeVersion':1,'position':[0,0]},"
                + "{'typeVersion':2.1,'type':'base.set','parameters':{'typeVersion':'x'}}]",
            "'connections':{}",
            "'settings':{'executionOrder':'v1'}"),
        export(N8N, "'nodes':{'a':{'typeVersion':1}}", "'connections':[]"),
        // n8n: every value of the connections has outputs
        export(
            N8N,
            "'nodes':[{'type':'base.trigger','name':'A'}]",
            "'connections':{'A':{'main':[[{'node':'B','type':'main','index':0}]]},"
                + "'B':{'ai':[],'main':[]}}",
            "'id':'q'"),
        export(N8N, "'workflow':{'nodes':[{'typeVersion':1}],'connections':{}}", "'name':'x'"),
        // ComfyUI as drawn, and as a prompt
        export(
            COMFY,
            "'last_node_id':3",
            "'nodes':[{'id':1,'type':'Sampler','pos':[1,2]}]",
            "'links':[[1,1,0,2,0,'MODEL']]",
            "'groups':[]"),
        export(COMFY, "'last_node_id':0", "'nodes':[]", "'links':[]"),
        export(
            COMFY,
            "'3':{'class_type':'Sampler','inputs':{'seed':[5]}}",
            "'4':{'inputs':{},'class_type':'Loader'}"),
        // Flowise and React Flow at the root, Langflow below data
        export(
            REACT_FLOW,
            "'nodes':[{'id':'a','data':{'label':'Chat'},'position':{'x':1,'y':2}}]",
            "'edges':[{'source':'a','target':'b'}]",
            "'viewport':{}"),
        export(
            REACT_FLOW,
            "'data':{'edges':[],'nodes':[{'id':'a'}],'viewport':{}}",
            "'description':'Answers questions'",
            "'id':'7'"),
        // of an unknown program
        export(OTHER_GRAPH, "'nodes':[{'id':'a'}]", "'links':[{'from':'a','to':'a'}]"),
        export(OTHER_GRAPH, "'nodes':[{'id':'a'}]", "'edges':{'a':'a'}"),
        // orchestrators
        export("a Kestra flow", "'id':'f'", "'namespace':'n'", "'tasks':[{'id':'t'}]"),
        export("an Airflow DAG", "'dag_id':'d'", "'tasks':[]"),
        export("an Airflow DAG", "'__version':1", "'dag':{'tasks':[]}"),
        export("a GitHub Actions workflow", "'on':['push']", "'jobs':{'a':{'steps':[]}}"),
        export(NIFI, "'flowContents':{'processors':[]}", "'snapshotMetadata':{}"),
        export(NIFI, "'encodingVersion':{}", "'rootGroup':{}"),
        export(NIFI, "'processGroupFlow':{}", "'permissions':{}"),
        export(NIFI, "'processors':[]", "'processGroups':[]"));
  }

  private static Arguments export(String description, String... members) {
    return Arguments.of(description, List.of(members));
  }

  @ParameterizedTest
  @MethodSource("exports")
  void tryLoad_exportOfAnotherProduct_isNamedInAnyOrderOfMembers(
      String description, List<String> members) {
    for (List<String> order : Orders.of(members)) {
      assertForeign(description, "{" + String.join(",", order) + "}");
    }
    assertForeignHoweverCut("{" + String.join(",", members) + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'id':'t','type':'tab','label':'Flow'},{'id':'a','type':'inject','wires':[['b']]}]",
        "[{'label':'Sub','type':'subflow'}]",
        "[{'id':'b','type':'broker'},{'id':'a','wires':[]}]",
        "[7,'wires',{'id':'a','wires':[]}]",
      })
  void tryLoad_listOfNodeRed_isNamed(String document) {
    assertForeign(NODE_RED, document);
    assertForeignHoweverCut(document);
  }

  /** What resembles another product's file, and is read as a workflow. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // only some nodes have a version of their type, or it is in the config
        "{'nodes':[{'id':'a','type':'LogNode','typeVersion':1},{'id':'b','type':'LogNode'}],"
            + "'connections':[]}",
        "{'nodes':[{'id':'a','type':'LogNode'},{'id':'b','type':'LogNode','typeVersion':1}],"
            + "'connections':[]}",
        "{'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{'typeVersion':1}}},"
            + "'connections':[]}",
        // a list without nodes has no version at all; the last of two members counts
        "{'nodes':[],'connections':[]}",
        "{'nodes':[{'typeVersion':1}],'nodes':{},'connections':[]}",
        // edges beside connections, beside no nodes, or beside a map of nodes
        "{'nodes':[{'id':'a','type':'LogNode'}],'edges':[],'connections':[]}",
        "{'nodes':[],'edges':[]}",
        "{'nodes':{},'last_node_id':1}",
        "{'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{}}},"
            + "'data':{'nodes':[{}],'edges':[]},'connections':[]}",
        // one member without a class, or its class further in
        "{'a':{'class_type':'x'},'variables':{}}",
        "{'metadata':{'x':{'class_type':'x'}}}",
        // what orchestrators have, beside nodes
        "{'nodes':{},'namespace':'n','tasks':[],'dag_id':'d','on':1,'jobs':{}}",
        "{'namespace':'n','tasks':{},'jobs':[],'on':1}"
      })
  void tryLoad_whatResemblesAnExport_isAWorkflow(String document) {
    String json = Workflows.json(document);
    Said whole = said(json);

    assertThat(whole.kind()).isEqualTo(DocumentKind.WORKFLOW);
    assertThat(codes(whole)).doesNotContain(FindingCode.NOT_A_WORKFLOW);
    assertThat(cuts(json)).containsOnly(whole);
    LoadResult loaded = loader.tryLoad(ByteSource.of("", Workflows.bytes(json))).block();
    if (loaded.accepted()) {
      assertThat(loader.skeleton(ByteSource.of("", Workflows.bytes(json))).block()).isNotNull();
    }
  }

  @Test
  void tryLoad_connectionsOfWhichOneHasNoOutputs_areOfNoProduct() {
    assertThat(codes(said(Workflows.json("{'nodes':{},'connections':{'A':{'main':[]},'B':{}}}"))))
        .contains(FindingCode.INVALID_TYPE)
        .doesNotContain(FindingCode.NOT_A_WORKFLOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[7]",
        "[{'id':'1','z':'f','type':'tabular'}]",
        "[{'type':'x','name':'tab'}]",
        "[{'type':{'type':'tab'}}]",
        "[{'a':{'wires':1}}]",
        "[['wires'],[{'wires':1}]]",
        "'tab'"
      })
  void tryLoad_listThatIsNotOfNodeRed_hasTheWrongType(String document) {
    String json = Workflows.json(document);
    Said whole = said(json);

    assertThat(codes(whole)).containsExactly(FindingCode.INVALID_TYPE);
    assertThat(cuts(json)).containsOnly(whole);
  }

  @Test
  void tryLoad_templateOrSnippetOfForeignNodes_keepsItsKind() {
    String nodes = "{'nodes':[{'typeVersion':1}],'connections':[]}";
    assertThat(said(Workflows.json("{'workflow_definition':" + nodes + "}")).kind())
        .isEqualTo(DocumentKind.TEMPLATE);
    assertThat(
            said(Workflows.json("{'snippet_id':'s','nodes':[{'typeVersion':1}],'connections':[]}"))
                .kind())
        .isEqualTo(DocumentKind.SNIPPET);
  }

  private void assertForeign(String description, String document) {
    String json = Workflows.json(document);
    Said whole = said(json);

    assertThat(whole.kind()).as(document).isEqualTo(DocumentKind.OTHER);
    assertThat(whole.report().findings())
        .as(document)
        .filteredOn(finding -> finding.code() == FindingCode.NOT_A_WORKFLOW)
        .extracting(Finding::message)
        .containsExactly("Not a workflow: this is " + description);
    assertThat(whole.definition()).isEqualTo(Optional.empty());
    assertThat(previewed(ByteSource.of("", Workflows.bytes(json))))
        .as(document)
        .isEqualTo("Not a workflow: this is " + description);
    assertThat(previewed(Chunked.byteByByte(Workflows.bytes(json))))
        .as(document)
        .isEqualTo("Not a workflow: this is " + description);
  }

  private void assertForeignHoweverCut(String document) {
    String json = Workflows.json(document);
    assertThat(cuts(json)).as(document).containsOnly(said(json));
  }

  private static List<FindingCode> codes(Said said) {
    return said.report().findings().stream().map(Finding::code).toList();
  }

  private Said said(String json) {
    return Said.by(loader, ByteSource.of("", Workflows.bytes(json)));
  }

  private Stream<Said> cuts(String json) {
    byte[] bytes = Workflows.bytes(json);
    return IntStream.rangeClosed(0, bytes.length)
        .mapToObj(cut -> Said.by(loader, Chunked.at(cut, bytes)));
  }

  private String previewed(ByteSource source) {
    return loader
        .skeleton(source)
        .map(skeleton -> "a skeleton")
        .onErrorResume(failure -> Mono.just(message(failure)))
        .block();
  }

  private static String message(Throwable failure) {
    return ((WorkflowException) failure).finding().message();
  }
}
