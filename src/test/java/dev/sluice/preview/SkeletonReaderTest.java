package dev.sluice.preview;

import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.each;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.support.Marked;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SkeletonReaderTest {

  private static WorkflowSkeleton skeleton(String document) {
    Reading reading = Reading.whole(json(document));
    assertThat(reading.findings()).isEmpty();
    return reading.skeleton().orElseThrow();
  }

  private static void assertRejected(String marked, String... lines) {
    assertRejected(Limits.untrusted(), marked, lines);
  }

  private static void assertRejected(Limits limits, String marked, String... lines) {
    Marked document = Marked.of(json(marked));
    Reading reading = Reading.within(limits, document.text());
    assertThat(reading.findings().stream().map(document::line)).containsExactly(lines);
    assertThat(reading.skeleton()).isEmpty();
  }

  @Test
  void read_documentThatSaysNothing_hasTheDefaults() {
    assertThat(skeleton("{}"))
        .isEqualTo(
            new WorkflowSkeleton(
                DocumentKind.WORKFLOW,
                "Untitled",
                "",
                "1.0.0",
                "",
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                WorkflowDefinition.DEFAULT_SETTINGS,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void read_canonicalDocument_showsEverySection() {
    WorkflowSkeleton skeleton = skeleton(DialectDocuments.CANONICAL);
    assertThat(skeleton)
        .usingRecursiveComparison()
        .ignoringFields("settings")
        .isEqualTo(
            new WorkflowSkeleton(
                DocumentKind.WORKFLOW,
                "Orders",
                "Reads ünd sorts",
                "2.1",
                "Ann",
                3,
                1,
                2,
                2,
                List.of("ReadFileNode", "StartNode"),
                List.of("File"),
                List.of("first", "zwei"),
                Map.of(),
                Optional.of("2025-12-15T15:18:44.015954"),
                Optional.of("later")));
    assertThat(skeleton.settings()).hasToString("{timeout=60, extra=[1.5, {x=null}]}");
  }

  @Test
  void read_listedNodes_takesIdTypeAndMembersBesideTheBody() {
    WorkflowSkeleton skeleton = skeleton(DialectDocuments.LISTED);
    assertThat(skeleton.name()).isEqualTo("Listed");
    assertThat(skeleton.version()).isEqualTo("3");
    assertThat(skeleton.nodeCount()).isEqualTo(2);
    assertThat(skeleton.connectionCount()).isEqualTo(2);
    assertThat(skeleton.nodeTypes()).containsExactly("AssignNode", "LogNode");
  }

  @Test
  void read_graphSession_showsTheTypesBehindTheEditorsClasses() {
    assertThat(skeleton(DialectDocuments.GRAPH_SESSION).nodeTypes())
        .containsExactly("LogNode", "MessageBoxNode", "Visual");
  }

  @Test
  void read_wrappedWorkflow_showsItsOwnAndTheWrappersName() {
    WorkflowSkeleton scenario = skeleton(DialectDocuments.SCENARIO);
    assertThat(scenario.kind()).isEqualTo(DocumentKind.SCENARIO);
    assertThat(scenario.name()).isEqualTo("Around");
    assertThat(scenario.description()).isEqualTo("inner");
    assertThat(scenario.createdAt()).contains("2025-01-01");
    assertThat(scenario.variableNames()).containsExactly("inner");
    assertThat(scenario.settings()).isEqualTo(WorkflowDefinition.DEFAULT_SETTINGS);

    WorkflowSkeleton template = skeleton(DialectDocuments.MARKETPLACE);
    assertThat(template.kind()).isEqualTo(DocumentKind.TEMPLATE);
    assertThat(template.name()).isEqualTo("Inner");
    assertThat(template.modifiedAt()).contains("u");
    assertThat(template.nodeTypes()).containsExactly("WhileNode");
    assertThat(template.categories()).containsExactly("Control");
  }

  @Test
  void read_subflowAndSnippet_findTheirNamesWhereTheseKindsKeepThem() {
    WorkflowSkeleton subflow = skeleton(DialectDocuments.SUBFLOW);
    assertThat(subflow.kind()).isEqualTo(DocumentKind.SUBFLOW);
    assertThat(subflow.name()).isEqualTo("Part");
    assertThat(subflow.author()).isEqualTo("Bob");
    assertThat(subflow.modifiedAt()).contains("now");
    assertThat(subflow.categories()).containsExactly("Data");

    WorkflowSkeleton snippet = skeleton(DialectDocuments.SNIPPET);
    assertThat(snippet.kind()).isEqualTo(DocumentKind.SNIPPET);
    assertThat(snippet.name()).isEqualTo("Snip");
  }

  @Test
  void read_keysThatAreThereTwice_showTheLast() {
    WorkflowSkeleton skeleton =
        skeleton(
            """
            {'metadata':{'name':'%s'},'metadata':{'name':'%s','name':'Second','author':7},
             'nodes':{'a':{'node_type':'Gone'}},'variables':{'gone':1},'frames':[1,2,3],
             'settings':{'gone':1},'connections':[{},{}],
             'nodes':{'b':{'node_type':'First','type':'Never','node_type':'Last'}},
             'connections':[{}],'variables':{'v':1,'w':2,'v':3},'frames':{},'settings':[]}
            """
                .formatted("First", "x".repeat(256)));
    assertThat(skeleton.name()).isEqualTo("Second");
    assertThat(skeleton.author()).isEmpty();
    assertThat(skeleton.nodeTypes()).containsExactly("Last");
    assertThat(skeleton.nodeCount()).isEqualTo(1);
    assertThat(skeleton.connectionCount()).isEqualTo(1);
    assertThat(skeleton.variableNames()).containsExactly("v", "w");
    assertThat(skeleton.frameCount()).isZero();
    assertThat(skeleton.settings()).isEmpty();
  }

  @Test
  void read_nodeWithoutAUsableType_isCountedOnly() {
    WorkflowSkeleton skeleton =
        skeleton(
            """
            {'nodes':{'a':1,'b':[{'node_type':'X'}],'c':{},'d':{'node_type':null,'type':'Weaker'},
                      'e':{'node_type':''},'f':{'node_type':{'node_type':'X'}}}}
            """);
    assertThat(skeleton.nodeCount()).isEqualTo(6);
    assertThat(skeleton.nodeTypes()).isEmpty();
  }

  @Test
  void read_invalidWorkflow_isShownAllTheSame() {
    WorkflowSkeleton skeleton =
        skeleton(
            """
            {'nodes':{'a':{'node_id':'z','node_type':'No','config':{'x':'eval(1)','x':1e-9}}},
             'connections':[{'source_node':'a'},5]}
            """);
    assertThat(skeleton.connectionCount()).isEqualTo(2);
  }

  @Test
  void read_containersOfAWrongType_areRejectedAtTheirPlaces() {
    assertRejected(
        "{'metadata':①'x','nodes':②null,'connections':③{'a':[]}}",
        "① ERROR INVALID_TYPE (/metadata) \"metadata\" must be an object, not a string",
        "② ERROR INVALID_TYPE (/nodes) \"nodes\" must be an object or a list, not null",
        "③ ERROR INVALID_TYPE (/connections) \"connections\" must be a list, not an object");
    assertRejected(
        "{'workflow':{'nodes':①true}}",
        "① ERROR INVALID_TYPE (/workflow/nodes) \"nodes\" must be an object or a list,"
            + " not a boolean");
    assertRejected("①[1]", "① ERROR INVALID_TYPE () A workflow must be an object");
  }

  @Test
  void read_documentOfAnotherPurpose_isNamed() {
    assertRejected(
        "\n ①[{'id':'1','type':'tab'}]",
        "① ERROR NOT_A_WORKFLOW () Not a workflow: this is a Node-RED export");
    assertRejected(
        "①{'$schema':'x','properties':{}}",
        "① ERROR NOT_A_WORKFLOW () Not a workflow: this is a JSON Schema");
  }

  @Test
  void read_overALimit_isRejectedAtThePlaceOfTheFirstTooMuch() {
    Limits tight =
        Limits.untrusted()
            .with(Limit.NODES, 2)
            .with(Limit.CONNECTIONS, 1)
            .with(Limit.NODE_TYPE_LENGTH, 3)
            .with(Limit.NAME_LENGTH, 3)
            .with(Limit.NUMBER_LENGTH, 3);
    assertRejected(
        tight,
        "{'metadata':{'author':'long enough','name':①'😀😀😀😀'},"
            + "'nodes':{'a':{'node_type':'😀😀😀'},'b':{'type_':②'x.y.Type'},'c':③{},'d':{}},"
            + "'connections':[{},④{},{}],'settings':{'n':⑤1234,'m':⑥1e999}}",
        "① ERROR LIMIT_EXCEEDED (/metadata/name) The name has 4 characters,"
            + " over the limit name-length of 3",
        "② ERROR LIMIT_EXCEEDED (/nodes/b/type_) The node's type has 4 characters,"
            + " over the limit node-type-length of 3",
        "③ ERROR LIMIT_EXCEEDED (/nodes/c) This is node number 3, over the limit nodes of 2",
        "④ ERROR LIMIT_EXCEEDED (/connections/1) This is connection number 2,"
            + " over the limit connections of 1",
        "⑤ ERROR LIMIT_EXCEEDED (/settings/n) The number has 4 characters,"
            + " over the limit number-length of 3",
        "⑥ ERROR LIMIT_EXCEEDED (/settings/m) The number has 5 characters,"
            + " over the limit number-length of 3");
    assertRejected(
        Limits.untrusted().with(Limit.NESTING, 4),
        "{'nodes':{'a':{'config':①{'x':②[]}}}}",
        "② ERROR LIMIT_EXCEEDED () The document has 5 levels of nesting,"
            + " over the limit nesting of 4");
    assertRejected(
        Limits.untrusted().with(Limit.TOKENS, 5),
        "{'nodes':{'a':{①}}}",
        "① ERROR LIMIT_EXCEEDED () The document has more than 5 tokens,"
            + " over the limit tokens of 5");
  }

  @Test
  void read_malformedJson_isRejectedAtTheByte() {
    assertRejected(
        "{'nodes':{'a':{'x':1},①}}",
        "① ERROR MALFORMED_JSON () Expected a member name after the comma but found }");
    assertRejected(
        "{'nodes':{'a':{'x':'y①\\ud800'},}}",
        "① ERROR MALFORMED_JSON () Unpaired surrogate escape");
    assertRejected(
        "{'nodes':{'a':{'x':'\\ud83d\\ude00\\\\ud800','node_type':'ok①\\udc00'}}}",
        "① ERROR MALFORMED_JSON () Unpaired surrogate escape");
    assertRejected(
        "{'variables':{'x\\n①\\udc00':1}}", "① ERROR MALFORMED_JSON () Unpaired surrogate escape");
  }

  static Stream<String> documents() {
    return Stream.concat(DialectDocuments.ALL.stream(), DialectDocuments.REJECTED.stream());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void read_inAnyTwoChunksOrByteByByte_isTheSame(String document) {
    byte[] bytes = bytes(document);
    Reading whole = Reading.whole(document);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(Reading.inChunks(Limits.untrusted(), bytes, cut))
          .as("cut at %d", cut)
          .isEqualTo(whole);
    }
    int[] everywhere = IntStream.range(1, Math.max(1, bytes.length)).toArray();
    assertThat(Reading.inChunks(Limits.untrusted(), bytes, everywhere)).isEqualTo(whole);
  }

  @Test
  void read_everyBeginningOfADocument_isTruncated() {
    byte[] bytes = bytes(DialectDocuments.CANONICAL.strip());
    for (int length = 0; length < bytes.length; length++) {
      String beginning = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      assertThat(Reading.whole(beginning).findings())
          .singleElement()
          .satisfies(f -> assertThat(f.code().name()).isEqualTo("TRUNCATED"));
    }
  }

  @Test
  void read_longDocumentInChunks_findsTheFaultAtItsEnd() {
    String nodes = each(3_000, i -> (i == 0 ? "" : ",\n") + node("n" + i, "LogNode"));
    String document = json("{'nodes':{%s}").formatted(nodes) + " ]";
    byte[] bytes = bytes(document);
    Limits limits = Limits.trusted();
    int[] cuts = IntStream.range(1, bytes.length / 61).map(i -> 61 * i).toArray();
    assertThat(Reading.inChunks(limits, bytes, cuts).findings())
        .isEqualTo(Reading.within(limits, document).findings())
        .singleElement()
        .satisfies(f -> assertThat(f.place().orElseThrow().line()).isEqualTo(3_000));
  }
}
