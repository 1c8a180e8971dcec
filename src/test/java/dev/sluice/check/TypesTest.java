package dev.sluice.check;

import static dev.sluice.support.Checked.lenient;
import static dev.sluice.support.Checked.strict;
import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.each;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.UnknownTypes;
import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.support.Checked;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for node types, their ports and their config keys. */
class TypesTest {

  private static final String UNKNOWN =
      workflow(
          START
              + json(",'a':{'node_id':'a','node_type':①'LogNod','config':{'x':1},'extra':[2]},")
              + node("b", "EndNode"),
          edge("start", "a"),
          edge("a", "made", "b", "exec_in"),
          edge("start", "exec_out", "b", "exec_in"));

  private static WorkflowDefinition definition(Checked checked) {
    return checked.result().definition().orElseThrow();
  }

  private static NodeDefinition nodeA(Checked checked) {
    return definition(checked).node("a").orElseThrow();
  }

  private static String steps(String config, String... edges) {
    return workflow(START + "," + node("a", "Step", config) + "," + node("b", "Step"), edges);
  }

  @Test
  void unknownType_lenient_becomesAPlaceholderThatKeepsEverything() {
    Checked checked = lenient(UNKNOWN).accepted();

    Finding finding = checked.findings().get(0);
    assertThat(finding.message()).isEqualTo("No node type is called \"LogNod\"");
    assertThat(finding.suggestion().orElseThrow()).startsWith("Did you mean \"LogNode\"");
    assertThat(checked.findings()).hasSize(1);
    assertThat(nodeA(checked).isPlaceholder()).isTrue();
    assertThat(nodeA(checked).type().name()).isEqualTo("LogNod");
    assertThat(nodeA(checked).config()).isEqualTo(Map.of("x", 1L));
    assertThat(nodeA(checked).members()).containsEntry("extra", List.of(2L));
  }

  @Test
  void unknownType_placeholder_hasThePortsThatConnectionsName() {
    NodeDefinition a = nodeA(lenient(UNKNOWN));

    assertThat(a.inputs()).containsExactly(Port.exec("exec_in"));
    assertThat(a.outputs()).containsExactly(Port.any("made"));
  }

  @Test
  void unknownType_withoutConnections_hasNoPorts() {
    NodeDefinition a =
        nodeA(lenient(workflow(START + json(",'a':{'node_id':'a','node_type':'X'}"))));

    assertThat(a.inputs()).isEmpty();
    assertThat(a.outputs()).isEmpty();
  }

  @Test
  void unknownType_strictOrFail_isRejected() {
    strict(UNKNOWN).rejected();
    Checked failed = Checked.with(loader -> loader.unknownTypes(UnknownTypes.FAIL), UNKNOWN);

    failed.rejected();
    assertThat(failed.findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.UNKNOWN_NODE_TYPE);
  }

  @Test
  void unknownType_skipped_isLeftOutWithItsEdges() {
    Checked checked =
        Checked.with(loader -> loader.unknownTypes(UnknownTypes.SKIP), UNKNOWN).accepted();

    assertThat(definition(checked).nodes()).containsOnlyKeys("start", "b");
    assertThat(definition(checked).connections())
        .extracting(Connection::toString)
        .containsExactly("start.exec_out -> b.exec_in");
    assertThat(checked.findings())
        .extracting(f -> f.severity() + " " + f.code() + " " + f.pointer())
        .containsExactly(
            "ERROR UNKNOWN_NODE_TYPE /nodes/a/node_type",
            "WARNING ORPHANED_CONNECTION /connections/0",
            "WARNING ORPHANED_CONNECTION /connections/1");
    assertThat(checked.findings().get(1).message())
        .isEqualTo(
            "The connection \"start.exec_out -> a.exec_in\" was skipped together with one of its"
                + " nodes");
  }

  @Test
  void unknownType_skippedStartNode_isReplacedByAHiddenOne() {
    Checked checked =
        Checked.with(
            loader -> loader.registry(new NoTypes()).unknownTypes(UnknownTypes.SKIP),
            workflow(START));

    assertThat(definition(checked).nodes()).containsOnlyKeys(NodeDefinition.AUTO_START);
    assertThat(checked.findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.AUTO_START, FindingCode.UNKNOWN_NODE_TYPE);
  }

  @Test
  void unknownType_skipped_leavesEdgesThatDangleAnyway() {
    String document =
        workflow(START + json(",'a':{'node_id':'a','node_type':'X'}"), edge("start", "gone"));
    Checked checked = Checked.with(loader -> loader.unknownTypes(UnknownTypes.SKIP), document);

    assertThat(checked.findings().stream().filter(f -> f.code() == FindingCode.ORPHANED_CONNECTION))
        .extracting(Finding::message)
        .containsExactly("The connection's target node \"gone\" does not exist");
    assertThat(definition(checked).connections()).hasSize(1);
  }

  @Test
  void unknownTypes_inMany_suggestForTheFirst50OfThem() {
    String nodes =
        each(150, i -> "," + node("n" + i, "LogNodeQ" + i)) + "," + node("again", "LogNodeQ1");
    List<Finding> findings = lenient(workflow(START + nodes)).findings();

    List<Boolean> suggested =
        findings.stream()
            .filter(f -> f.code() == FindingCode.UNKNOWN_NODE_TYPE)
            .map(f -> f.suggestion().isPresent())
            .toList();
    assertThat(suggested).hasSize(151);
    assertThat(suggested.subList(0, 50)).containsOnly(true);
    assertThat(suggested.subList(50, 150)).containsOnly(false);
    assertThat(suggested.get(150)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"BrowserBaseNode, browser", "DocumentBaseNode, document"})
  void abstractType_isUnknown(String type, String category) {
    Checked checked = lenient(workflow(START + "," + node("a", type), edge("start", "a")));

    assertThat(checked.findings().get(0).message())
        .isEqualTo("The type \"" + type + "\" is abstract and cannot have nodes");
    assertThat(checked.findings().get(0).suggestion())
        .contains("Use another type of the category \"" + category + "\"");
    assertThat(nodeA(checked).isPlaceholder()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.Runtime",
        "../x",
        "[B",
        "nodes.Log",
        "dev.sluice.registry.catalog.basic",
        " ",
        "\\u0000"
      })
  void typeName_hostile_isOnlyLookedUp(String type) {
    Checked checked =
        lenient(workflow(START + json(",'a':{'node_id':'a','node_type':'" + type + "'}")));

    assertThat(checked.findings()).anyMatch(f -> f.code() == FindingCode.UNKNOWN_NODE_TYPE);
    assertThat(nodeA(checked).isPlaceholder()).isTrue();
  }

  @Test
  void port_unknown_isAWarningWithTheNearest() {
    strict(
            steps(
                "{}",
                edge("start", "a"),
                "①" + edge("a", "exec_ou", "b", "exec_in"),
                "②" + edge("a", "number", "b", "txt")))
        .accepted()
        .finds(
            "① WARNING UNKNOWN_PORT (/connections/1) The type \"Step\" of node \"a\" has no output"
                + " \"exec_ou\" ~ Did you mean \"exec_out\"?",
            "② WARNING UNKNOWN_PORT (/connections/2) The type \"Step\" of node \"b\" has no input"
                + " \"txt\" ~ Did you mean \"text\"?");
  }

  @Test
  void port_unknownAtTheOnlyEndThatExists_isAWarningToo() {
    String tail = "does not exist";
    String output = "The type \"Step\" of node \"a\" has no output \"qqq\"";
    String input = "The type \"Step\" of node \"b\" has no input \"qqq\"";

    lenient(
            steps(
                "{}",
                edge("start", "a"),
                "①" + edge("a", "qqq", "zzzzzzzz", "exec_in"),
                "②" + edge("zzzzzzzz", "exec_out", "b", "qqq"),
                "③" + edge("a", "qqq", "b", "exec_in").replace("\"b\"", "null"),
                "④" + edge("a", "exec_out", "b", "qqq").replace("\"a\"", "null"),
                edge("start", "b")))
        .finds(
            "① ERROR ORPHANED_CONNECTION (/connections/1) The connection's target node"
                + " \"zzzzzzzz\" "
                + tail,
            "① WARNING UNKNOWN_PORT (/connections/1) " + output,
            "② ERROR ORPHANED_CONNECTION (/connections/2) The connection's source node"
                + " \"zzzzzzzz\" "
                + tail,
            "② WARNING UNKNOWN_PORT (/connections/2) " + input,
            "③ ERROR ORPHANED_CONNECTION (/connections/3) The connection's target node is null",
            "③ WARNING UNKNOWN_PORT (/connections/3) " + output,
            "④ ERROR ORPHANED_CONNECTION (/connections/4) The connection's source node is null",
            "④ WARNING UNKNOWN_PORT (/connections/4) " + input);
  }

  @Test
  void port_ofAnUnknownOrDynamicType_isNotChecked() {
    lenient(
            workflow(
                START + "," + node("a", "X") + "," + node("b", "SwitchNode"),
                edge("start", "a"),
                edge("a", "any", "b", "exec_in"),
                edge("b", "case_other", "a", "what")))
        .finds(FindingCode.UNKNOWN_PORT);
  }

  @ParameterizedTest
  @CsvSource({
    "number, text, true", // an integer may become a text
    "exec_out, exec_in, true",
    "things, text, false",
    "number, exec_in, false",
    "exec_out, text, false"
  })
  void ports_thatDoNotFit_areAWarning(String output, String input, boolean fits) {
    Map<String, String> types =
        Map.of(
            "number",
            "INTEGER",
            "text",
            "STRING",
            "things",
            "LIST",
            "exec_in",
            "EXEC",
            "exec_out",
            "EXEC");
    Checked checked =
        strict(
            steps(
                "{}", edge("start", "a"), edge("start", "b"), "①" + edge("a", output, "b", input)));

    checked.accepted();
    checked.finds(
        fits
            ? new String[0]
            : new String[] {
              ("① WARNING PORT_TYPE_MISMATCH (/connections/2) The output \"%s\" has type %s, but"
                      + " the input \"%s\" expects %s")
                  .formatted(output, types.get(output), input, types.get(input))
            });
  }

  @Test
  void configKey_unknown_isAnInfoWithTheNearest() {
    strict(
            steps(
                "{'message':'m','note':1,'text':'t','_x':1,'status':'idle',①'mesage':2,②'zz':{}}",
                edge("start", "a"),
                edge("start", "b")))
        .accepted()
        .finds(
            "① INFO UNKNOWN_CONFIG_KEY (/nodes/a/config/mesage) The type \"Step\" has no config key"
                + " \"mesage\" ~ Did you mean \"message\"?",
            "② INFO UNKNOWN_CONFIG_KEY (/nodes/a/config/zz) The type \"Step\" has no config key"
                + " \"zz\"");
  }

  @Test
  void configKeys_inManyOfOneNode_areCountedBeyond20() {
    String config = "{" + each(50, i -> (i > 0 ? "," : "") + "'key" + i + "':1") + "}";
    Checked checked = lenient(steps(json(config), edge("start", "a"), edge("start", "b")));

    assertThat(checked.findings()).hasSize(20);
    assertThat(checked.result().report().omitted()).isEqualTo(30);
  }

  @Test
  void type_migrated_isAnInfoAndTheFilesConfigWins() {
    String document =
        workflow(
            START
                + json(
                    ",'a':{'node_id':'a','node_type':①'ReadFileNode','config':{'file_path':'f','action':'own'}}"
                        + ",'b':{'node_id':'b','node_type':②'UnzipFilesNode'}"),
            edge("start", "a"),
            edge("a", "b"));
    Checked checked =
        strict(document)
            .accepted()
            .finds(
                FindingCode.MIGRATED_TYPE,
                "① INFO MIGRATED_TYPE (/nodes/a/node_type) The type \"ReadFileNode\" is now"
                    + " \"FileSystemSuperNode\"",
                "② INFO MIGRATED_TYPE (/nodes/b/node_type) The type \"UnzipFilesNode\" is now"
                    + " \"StructuredDataSuperNode\"");

    NodeDefinition a = nodeA(checked);
    assertThat(a.isMigrated()).isTrue();
    assertThat(a.declaredType()).isEqualTo("ReadFileNode");
    assertThat(a.config()).isEqualTo(Map.of("action", "own", "file_path", "f"));
    assertThat(definition(checked).node("b").orElseThrow().config())
        .isEqualTo(Map.of("action", "Unzip Files"));
    assertThat(a.members()).containsEntry("node_type", "ReadFileNode");
  }

  @Test
  void dialect_isNotedOnceWhereItFirstOccurs() {
    String document =
        json(
            """
            {'metadata':{'name':'n'},'nodes':{
              'a':①{'id':'a','type':'StartNode','properties':{}},
              'b':{'id':'b','type':'EndNode','properties':{}}},
             'connections':[②{'from':'a','to':'b'},{'from':'a:exec_out','to':'b'}]}\
            """);

    strict(document)
        .finds(
            FindingCode.DIALECT,
            "① INFO DIALECT (/nodes/a) Non-canonical form: nodes use \"id\" instead of \"node_id\"",
            "① INFO DIALECT (/nodes/a) Non-canonical form: nodes use \"type\" instead of"
                + " \"node_type\"",
            "① INFO DIALECT (/nodes/a) Non-canonical form: nodes use another"
                + " name for \"config\"",
            "② INFO DIALECT (/connections/0) Non-canonical form: connections use other"
                + " members for their ends");
  }

  /** A registry that knows no type. */
  private static final class NoTypes implements NodeRegistry {

    @Override
    public Optional<NodeType> find(String name) {
      return Optional.empty();
    }

    @Override
    public boolean isLoaded(String name) {
      return false;
    }

    @Override
    public Optional<Migration> migration(String declaredType) {
      return Optional.empty();
    }

    @Override
    public Set<String> names() {
      return Set.of();
    }

    @Override
    public List<NodeType> loaded() {
      return List.of();
    }

    @Override
    public Optional<String> categoryOf(String name) {
      return Optional.empty();
    }

    @Override
    public String fingerprint() {
      return "no types";
    }
  }
}
