package dev.sluice.check;

import static dev.sluice.support.Checked.lenient;
import static dev.sluice.support.Checked.strict;
import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.workflow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.support.Checked;
import dev.sluice.support.Workflows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rejects a document under both profiles, and what the form of its parts is reported for. */
class StructureRulesTest {

  private static final String START_AND_A = START + "," + Workflows.node("a", "EndNode");

  private static void rejects(String marked, String... findings) {
    lenient(marked).rejected().finds(findings);
    strict(marked).rejected().finds(findings);
  }

  private static String header(String members) {
    return json("{%s,'nodes':{%s},'connections':[]}".formatted(members, START));
  }

  private static String node(String value) {
    return workflow(START + json(",'a':" + value));
  }

  @Test
  void document_sound_hasNoFindings() {
    strict(workflow(START)).accepted().finds();
    strict(Workflows.chain(3)).accepted().finds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "'text'", "12", "null", "true"})
  void root_noObject_isRejected(String root) {
    rejects(" ①" + json(root), "① ERROR INVALID_TYPE () A workflow must be an object");
  }

  @Test
  void nodes_neitherObjectNorList_areRejected() {
    rejects(
        json("{'metadata':{'name':'n'},'nodes':①'none'}"),
        "① ERROR INVALID_TYPE (/nodes) \"nodes\" must be an object or a list, not a string");
  }

  @Test
  void connections_notAList_areRejected() {
    rejects(
        json("{'metadata':{'name':'n'},'nodes':{" + START + "},'connections':①{}}"),
        "① ERROR INVALID_TYPE (/connections) \"connections\" must be a list, not an object");
  }

  @Test
  void node_notAnObject_isRejected() {
    rejects(node("①[1]"), "① ERROR INVALID_TYPE (/nodes/a) A node must be an object, not a list");
  }

  @Test
  void nodeType_absent_isRejectedAtTheNode() {
    rejects(
        node("①{'node_id':'a'}"),
        "① ERROR MISSING_REQUIRED_FIELD (/nodes/a) The node has no node_type");
  }

  @Test
  void nodeType_empty_isRejected() {
    rejects(
        node("{'node_id':'a','node_type':①''}"),
        "① ERROR MISSING_REQUIRED_FIELD (/nodes/a/node_type) The node's type is empty");
  }

  @Test
  void nodeType_notAString_isRejected() {
    rejects(
        node("{'node_id':'a','node_type':①null}"),
        "① ERROR INVALID_TYPE (/nodes/a/node_type) A node's type must be a string, not null");
  }

  @Test
  void config_notAnObject_isRejected() {
    rejects(
        node("{'node_id':'a','node_type':'StartNode','config':①null}"),
        "① ERROR INVALID_TYPE (/nodes/a/config) A node's config must be an object, not null");
    rejects(
        node("{'node_id':'a','node_type':'StartNode','config': ①[]}"),
        "① ERROR INVALID_TYPE (/nodes/a/config) A node's config must be an object, not a list");
  }

  @Test
  void connection_notAnObject_isRejected() {
    rejects(
        workflow(START, "①\"a\""),
        "① ERROR INVALID_TYPE (/connections/0) A connection must be an object, not a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"source_node", "source_port", "target_node", "target_port"})
  void connection_lacksAnEnd_isRejectedAtTheConnection(String end) {
    String whole = edge("start", "a");
    String part = whole.replaceFirst("\"" + end + "\":\"\\w+\",?", "").replace(",}", "}");

    rejects(
        workflow(START_AND_A, edge("start", "a"), "①" + part),
        "① ERROR MISSING_REQUIRED_FIELD (/connections/1) The connection has no " + end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"source_node", "source_port", "target_node", "target_port"})
  void connectionEnd_neitherStringNorNull_isRejected(String end) {
    String edge = edge("start", "a").replaceFirst("(\"" + end + "\":)\"\\w+\"", "$1①12");

    rejects(
        workflow(START_AND_A, edge("start", "a"), edge),
        "① ERROR INVALID_TYPE (/connections/1/"
            + end
            + ") The connection's "
            + end
            + " must be a string, not a number");
  }

  @Test
  void connection_lacksAnEnd_itsOtherEndsAreChecked() {
    rejects(
        workflow(
            START_AND_A,
            edge("start", "a"),
            json("①{'source_node':'start','source_port':'qqq','target_node':'zzzzzzzz'}"),
            json("②{'source_node':7,'source_port':'x','target_node':'a','target_port':'qqq'}")
                .replace("7", "③7"),
            json("④{'source_node':'a','target_node':'a'}"),
            json("④{'source_node':'a','target_node':'a'}").replace("④", "⑤")),
        "① ERROR MISSING_REQUIRED_FIELD (/connections/1) The connection has no target_port",
        "① ERROR ORPHANED_CONNECTION (/connections/1) The connection's target node \"zzzzzzzz\""
            + " does not exist",
        "① WARNING UNKNOWN_PORT (/connections/1) The type \"StartNode\" of node \"start\" has no"
            + " output \"qqq\"",
        "② WARNING UNKNOWN_PORT (/connections/2) The type \"EndNode\" of node \"a\" has no input"
            + " \"qqq\"",
        "③ ERROR INVALID_TYPE (/connections/2/source_node) The connection's source_node must be a"
            + " string, not a number",
        "④ ERROR MISSING_REQUIRED_FIELD (/connections/3) The connection has no source_port",
        "④ ERROR MISSING_REQUIRED_FIELD (/connections/3) The connection has no target_port",
        "④ ERROR SELF_CONNECTION (/connections/3) Node \"a\" is connected to itself",
        "⑤ ERROR MISSING_REQUIRED_FIELD (/connections/4) The connection has no source_port",
        "⑤ ERROR MISSING_REQUIRED_FIELD (/connections/4) The connection has no target_port",
        "⑤ ERROR SELF_CONNECTION (/connections/4) Node \"a\" is connected to itself");
  }

  @Test
  void connections_ofInvalidNodesOnly_areChecked() {
    rejects(
        workflow(json("'a':①{'node_id':'a'}"), "②" + edge("a", "a"), "③" + edge("a", "a")),
        "① ERROR MISSING_REQUIRED_FIELD (/nodes/a) The node has no node_type",
        "② ERROR SELF_CONNECTION (/connections/0) Node \"a\" is connected to itself",
        "③ WARNING DUPLICATE_CONNECTION (/connections/1) The connection is a duplicate of an"
            + " earlier one",
        "③ ERROR SELF_CONNECTION (/connections/1) Node \"a\" is connected to itself");
  }

  @Test
  void key_twiceAndLastNotAnObject_isReportedTwice() {
    assertThat(strict(workflow(START + json(",'start':7"))).findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.DUPLICATE_KEY, FindingCode.INVALID_TYPE);
  }

  @Test
  void connectionPort_null_isKept() {
    String edge = "{'source_node':'start','source_port':null,'target_node':'b','target_port':null}";
    Checked checked =
        strict(workflow(START + "," + Workflows.node("b", "EndNode"), json(edge)))
            .accepted()
            .finds();

    assertThat(checked.result().definition().orElseThrow().connections().get(0))
        .hasToString("start. -> b.")
        .satisfies(c -> assertThat(c.members().get("source_port")).isNull());
  }

  @Test
  void otherMembers_ofTheWrongType_areAWarningAndKept() {
    Checked checked =
        strict(header("'metadata':{'name':'n'},'variables':①[1],'settings':②'fast','frames':③{}"))
            .accepted()
            .finds(
                "① WARNING INVALID_TYPE (/variables) \"variables\" must be an object, not a list",
                "② WARNING INVALID_TYPE (/settings) \"settings\" must be an object, not a string",
                "③ WARNING INVALID_TYPE (/frames) \"frames\" must be a list, not an object");

    assertThat(checked.result().definition().orElseThrow().members())
        .containsEntry("variables", List.of(1L))
        .containsEntry("settings", "fast")
        .containsEntry("frames", Map.of());
  }

  @Test
  void nodeId_absent_isReportedWithTheMemberToAdd() {
    String document = node("①{'node_type':'EndNode','config':{}}");
    String finding =
        "① ERROR MISSING_REQUIRED_FIELD (/nodes/a) The node has no node_id ~ \"node_id\": \"a\"";
    String unreachable =
        "① WARNING UNREACHABLE_NODES (/nodes/a) No entry point leads to node \"a\" @ /nodes/a";

    lenient(document).accepted().finds(finding, unreachable);
    strict(document).rejected().finds(finding, unreachable);
  }

  @Test
  void position_neitherPairNorObjectNorNull_isAWarning() {
    String nodes =
        START
            + json(
                """
                ,'a':{'node_id':'a','node_type':'StartNode','position':①[1,true]}
                ,'b':{'node_id':'b','node_type':'StartNode','position':②'here'}
                ,'c':{'node_id':'c','node_type':'StartNode','position':③{'x':1}}
                ,'d':{'node_id':'d','node_type':'StartNode','position':④[1,2,3]}
                ,'e':{'node_id':'e','node_type':'StartNode','position':[-1.5,2e3]}
                ,'f':{'node_id':'f','node_type':'StartNode','position':{'x':1,'y':2}}
                ,'g':{'node_id':'g','node_type':'StartNode','position':null}\
                """);

    String rest = " ~ \"position\": [0, 0]";
    String message = "A position must be a list of two numbers";
    strict(workflow(nodes))
        .accepted()
        .finds(
            "① WARNING INVALID_POSITION (/nodes/a/position) "
                + message
                + "; element 1 of this list is a boolean"
                + rest,
            "② WARNING INVALID_POSITION (/nodes/b/position) " + message + ", not a string" + rest,
            "③ WARNING INVALID_POSITION (/nodes/c/position) "
                + message
                + " or an object with the numbers x and y; this object has no y"
                + rest,
            "④ WARNING INVALID_POSITION (/nodes/d/position) "
                + message
                + "; this list has 3 elements"
                + rest);
  }

  @Test
  void selfDescription_ofAnUnusableType_isAWarningAndKept() {
    strict(
            header(
                "'metadata':{'name':'n','author':①7,'created_at':②1.5,'tags':③['a',2],'id':null}"))
        .accepted()
        .finds(
            "① WARNING INVALID_METADATA (/metadata/author) The author must be a string, not a"
                + " number",
            "② WARNING INVALID_METADATA (/metadata/created_at) The created_at must be a string, not"
                + " a number",
            "③ WARNING INVALID_METADATA (/metadata/tags) \"tags\" must be a list of strings;"
                + " element 1 is a number");
    strict(header("'metadata':{'name':'n','tags':①{}}"))
        .finds(
            "① WARNING INVALID_METADATA (/metadata/tags) \"tags\" must be a list of strings, not an"
                + " object");
    strict(header("'metadata':{'name':'n','tags':'one'}")).finds();
  }

  @Test
  void selfDescription_besideTheNodes_isCheckedWhereItCounts() {
    strict(header("'metadata':{'name':'n'},'author':7")).finds();
    strict(header("'inputs':[],'outputs':[],'name':'n','author':1,'author':①[7],'id':null"))
        .finds(
            FindingCode.INVALID_METADATA,
            "① WARNING INVALID_METADATA (/author) The author must be a string, not a list");
  }

  @Test
  void unknownConfigKey_isReportedAtTheKey() {
    lenient(
            node(
                "{'node_id':'a','node_type':'Step','config':{①'x' : {'mesage':1},\n"
                    + " ②'mes\\u0061ge' : 'm'}}"))
        .accepted()
        .finds(
            FindingCode.UNKNOWN_CONFIG_KEY,
            "① INFO UNKNOWN_CONFIG_KEY (/nodes/a/config/x) The type \"Step\" has no config key"
                + " \"x\"",
            "② INFO UNKNOWN_CONFIG_KEY (/nodes/a/config/mesage) The type \"Step\" has no config key"
                + " \"mesage\" ~ Did you mean \"message\"?");
  }

  @Test
  void nodes_absent_areReportedAtTheDocument() {
    String document = json(" ①{'metadata':{'name':'n'},'connections':[]}");

    lenient(document)
        .accepted()
        .finds(
            "① INFO AUTO_START () The document has no StartNode; a hidden one was added",
            "① ERROR MISSING_REQUIRED_KEY () The document has no nodes");
    strict(document).rejected().finds("① ERROR MISSING_REQUIRED_KEY () The document has no nodes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]"})
  void nodes_empty_areReportedWithDanglingEdgesOnly(String nodes) {
    String edges = "②" + edge("a", "a") + "," + "③" + edge("a", "a");
    String document =
        json("{'metadata':{'name':'n'},'nodes':①" + nodes + ",'connections':[" + edges + "]}");

    strict(document)
        .rejected()
        .finds(
            "① ERROR EMPTY_WORKFLOW (/nodes) The member \"nodes\" of the workflow is empty",
            "② ERROR ORPHANED_CONNECTION (/connections/0) The connection's source node \"a\" does"
                + " not exist",
            "② ERROR ORPHANED_CONNECTION (/connections/0) The connection's target node \"a\" does"
                + " not exist",
            "③ ERROR ORPHANED_CONNECTION (/connections/1) The connection's source node \"a\" does"
                + " not exist",
            "③ ERROR ORPHANED_CONNECTION (/connections/1) The connection's target node \"a\" does"
                + " not exist");
  }

  @Test
  void otherDocument_isNamedAsWhatItIs() {
    rejects(
        json("①{'$schema_version':'1.0','id':'p','settings':{}}"),
        "① ERROR NOT_A_WORKFLOW () Not a workflow: this is a project file");
  }

  @Test
  void faultyNode_withEdgesToIt_isReportedOnce() {
    rejects(
        workflow(START + json(",'a':①{'node_id':'a'},'b':②7"), edge("start", "a"), edge("a", "b")),
        "① ERROR MISSING_REQUIRED_FIELD (/nodes/a) The node has no node_type",
        "② ERROR INVALID_TYPE (/nodes/b) A node must be an object, not a number");
  }

  @Test
  void faultyEdge_leavesReachabilityAlone() {
    rejects(
        workflow(
            START + "," + Workflows.node("b", "EndNode"),
            json("①{'source_node':'start','source_port':'exec_out','target_node':'b'}")),
        "① ERROR MISSING_REQUIRED_FIELD (/connections/0) The connection has no target_port");
  }

  /** The codes of the errors of a document whose nodes are a list. */
  private static List<FindingCode> errors(String nodes, String connections) {
    String text = "{'metadata':{'name':'n'},'nodes':[%s],'connections':[%s]}";
    byte[] document = json(text.formatted(nodes, connections)).getBytes(UTF_8);
    ValidationReport report = WorkflowLoader.create().validate(document).block();
    return report.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .map(Finding::code)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{},{'id':'#0','type':'LogNode'}", "{'id':'#1'},{}", "{'id':'#1'},{},{}"})
  void listedNode_idLikeTheIndexOfAnother_isADuplicate(String nodes) {
    assertThat(errors(nodes, "")).contains(FindingCode.DUPLICATE_NODE_ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{},{'id':'#00','type':'LogNode'}", "{},{'id':'#1'}", "{},{'id':'#'}"})
  void listedNode_idUnlikeTheIndexOfAnother_isNotADuplicate(String nodes) {
    assertThat(errors(nodes, "")).doesNotContain(FindingCode.DUPLICATE_NODE_ID);
  }

  @Test
  void connection_toAnInvalidElement_isNotOrphaned() {
    String edge = "{'source_node':'#0','source_port':'a','target_node':'#%d','target_port':'b'}";
    assertThat(errors("{},{}", edge.formatted(1))).doesNotContain(FindingCode.ORPHANED_CONNECTION);
    assertThat(errors("{},{}", edge.formatted(2))).contains(FindingCode.ORPHANED_CONNECTION);
    assertThat(errors("7,8", edge.formatted(1))).doesNotContain(FindingCode.ORPHANED_CONNECTION);
    assertThat(errors("7,8", edge.replace("#%d", ""))).contains(FindingCode.ORPHANED_CONNECTION);
  }
}
