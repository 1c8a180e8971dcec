package dev.sluice.check;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Profile;
import dev.sluice.model.DataType;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.model.NodeTypeBuilder;
import dev.sluice.model.PropertySpec;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Checked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Config values and what the types of their nodes declare about them. */
class DeclaredConfigTest {

  private static final NodeType FORM =
      NodeType.builder("Form")
          .exec()
          .requiredInput("text", DataType.STRING)
          .requiredInput("size", DataType.INTEGER)
          .property(PropertySpec.of("size", "integer").withDefault(3))
          .requiredProperty("recipient", "string")
          .property(PropertySpec.choice("level", "debug", "info", "Warning"))
          .property(PropertySpec.of("version", "integer").withChoices(1, 4))
          .property(PropertySpec.of("keys", "multi_choice").withChoices("Alt", "Shift"))
          .property("ratio", "float")
          .property("fast", "boolean")
          .property("rows", "list")
          .property("password", "string")
          .property(PropertySpec.choice("token", "a", "b"))
          .property("anything", "json")
          .property("own", "a type of the host")
          .property(PropertySpec.required("unset", "string").withDefault("d"))
          .build();

  private static final NodeRegistry TYPES =
      NodeRegistries.builder()
          .add(FORM)
          .migration(new Migration("OldForm", "Form", Map.of("recipient", "them")))
          .build();

  private static Checked check(String nodes, String... edges) {
    return Checked.with(
        loader -> loader.registry(TYPES).profile(Profile.STRICT),
        workflow(START + "," + nodes, edges));
  }

  /** A node that has what it needs and this member of its config. */
  private static Checked with(String member) {
    return check(
        "'a':{'node_id':'a','node_type':'Form','config':{'text':'t','recipient':'r',%s}}"
            .replace('\'', '"')
            .formatted(json(member)),
        edge("start", "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'size':5",
        "'size':5.0",
        "'size':'5'",
        "'size':' -1_000 '",
        "'size':123456789012345678901234567890",
        "'size':null",
        "'size':''",
        "'size':'{{rows}}'",
        "'size':'${rows}'",
        "'ratio':1",
        "'ratio':'1e3'",
        "'ratio':'.5'",
        "'ratio':'5.'",
        "'ratio':'+1.5E-2'",
        "'ratio':'inf'",
        "'fast':true",
        "'fast':'YES'",
        "'fast':'off'",
        "'fast':1",
        "'level':'DEBUG'",
        "'level':'warning'",
        "'version':4",
        "'version':'4'",
        "'keys':['alt','Shift']",
        "'keys':'Alt, Shift'",
        "'keys':[]",
        "'rows':[1]",
        "'rows':'a,b'",
        "'anything':7",
        "'own':{}",
        "'password':'x'"
      })
  void value_ofItsType_isNotReported(String member) {
    with(member).accepted().finds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size|5.5|an integer, not a number",
        "size|true|an integer, not a boolean",
        "size|'5.0'|an integer, not this string",
        "size|'five'|an integer, not this string",
        "size|'_5'|an integer, not this string",
        "size|'5_'|an integer, not this string",
        "size|'-'|an integer, not this string",
        "ratio|'1e'|a number, not this string",
        "ratio|'.'|a number, not this string",
        "ratio|[]|a number, not a list",
        "fast|'maybe'|a boolean, not this string",
        "fast|2|a boolean, not a number",
        "unset|5|a string, not a number",
        "password|false|a string, not a boolean",
        "rows|1|a list, not a number",
        "version|2|one of 1, 4, not a number",
        "level|{}|one of \"debug\", \"info\", \"Warning\", not an object",
        "keys|['Alt','Ctrl']|a list of \"Alt\", \"Shift\", not a list",
        "token|'hunter2'|one of \"a\", \"b\", not this string"
      },
      quoteCharacter = '^')
  void value_ofAnotherType_isAWarningAtTheValue(String key, String value, String expected) {
    with("'" + key + "':①" + value)
        .accepted()
        .finds(
            FindingCode.INVALID_CONFIG_VALUE,
            "① WARNING INVALID_CONFIG_VALUE (/nodes/a/config/%s) The value of \"%s\" must be %s"
                .formatted(key, key, expected));
  }

  @Test
  void choice_nearAnotherOne_isSuggested() {
    with("'level':①'inof'")
        .accepted()
        .finds(
            "① WARNING INVALID_CONFIG_VALUE (/nodes/a/config/level) The value of \"level\" must be"
                + " one of \"debug\", \"info\", \"Warning\", not this string ~ Did you mean"
                + " \"info\"?");
  }

  @Test
  void value_inAnotherDialect_isReportedWhereItIs() {
    check(
            json(
                "'a':{'id':'a','type':'Form','properties':{'text':'t','recipient':'r','size':①'x'}}"),
            edge("start", "a"))
        .accepted()
        .finds(
            FindingCode.INVALID_CONFIG_VALUE,
            "① WARNING INVALID_CONFIG_VALUE (/nodes/a/properties/size) The value of \"size\" must"
                + " be an integer, not this string");
  }

  @Test
  void values_missing_areWarningsAtTheNode() {
    check(json("'a':①{'node_id':'a','node_type':'Form','config':{'text':''}}"), edge("start", "a"))
        .accepted()
        .finds(
            "① WARNING MISSING_CONFIG_VALUE (/nodes/a) The type \"Form\" requires a value for"
                + " \"recipient\" ~ Set it in the config",
            "① WARNING MISSING_CONFIG_VALUE (/nodes/a) The type \"Form\" requires a value for"
                + " \"text\" ~ Set it in the config, or connect the input \"text\"");
  }

  @Test
  void values_missingInAnyDeclaredOrder_areInDocumentOrder() {
    NodeTypeBuilder type = NodeType.builder("Many").exec();
    for (String key : List.of("b", "a1", "a", "A", "a\"", "a b", "a!", "\u00e9", "a\n")) {
      type = type.requiredInput(key, DataType.STRING);
    }
    String nodes = START + "," + node("y", "Many", "{}") + "," + node("x", "Many", "{}");
    try (WorkflowLoader loader =
        WorkflowLoader.builder()
            .registry(NodeRegistries.builder().add(type.build()).build())
            .build()) {
      assertThat(loader.validate(ByteSource.of("", bytes(workflow(nodes)))).block().findings())
          .filteredOn(finding -> finding.code() == FindingCode.MISSING_CONFIG_VALUE)
          .hasSize(18)
          .isSortedAccordingTo(Finding.DOCUMENT_ORDER);
    }
  }

  @Test
  void value_missingBesideAnInvalidNode_isAWarningToo() {
    String form = json("'a':①{'node_id':'a','node_type':'Form','config':{'text':'t'}}");

    check(form + json(",'b':7"), edge("start", "a"))
        .rejected()
        .finds(
            FindingCode.MISSING_CONFIG_VALUE,
            "① WARNING MISSING_CONFIG_VALUE (/nodes/a) The type \"Form\" requires a value for"
                + " \"recipient\" ~ Set it in the config");
  }

  @Test
  void value_suppliedByAConnection_isNotMissing() {
    check(
            node("a", "Form", json("{'recipient':'r'}"))
                + ","
                + node("b", "GetVariableNode", json("{'variable_name':'v'}")),
            edge("start", "a"),
            edge("start", "b"),
            edge("b", "value", "a", "text"))
        .accepted()
        .finds(FindingCode.MISSING_CONFIG_VALUE);
  }

  @Test
  void value_ofANodeThatIsReplacedOrDisabled_isNotMissing() {
    check(
            node("a", "Form", "{}")
                + ","
                + node("a", "Form", json("{'recipient':'r','text':'t'}"))
                + ","
                + node("b", "Form", json("{'_disabled':true}")),
            edge("start", "a"),
            edge("start", "b"))
        .finds(FindingCode.MISSING_CONFIG_VALUE);
  }

  @Test
  void value_suppliedByAMigration_isNotMissing() {
    check(node("a", "OldForm", json("{'text':'t'}")), edge("start", "a"))
        .accepted()
        .finds(FindingCode.MISSING_CONFIG_VALUE);
  }

  @Test
  void requiredInputs_ofBuiltInTypes_areNotReported() {
    check(
            node("a", "LogNode", "{}") + "," + node("b", "SetVariableNode", "{}"),
            edge("start", "a"),
            edge("start", "b"))
        .finds(
            FindingCode.MISSING_CONFIG_VALUE,
            "1:160+159 WARNING MISSING_CONFIG_VALUE (/nodes/b) The type \"SetVariableNode\""
                + " requires a value for \"variable_name\" ~ Set it in the config, or connect the"
                + " input \"variable_name\"");
  }

  @Test
  void missing_inASubflow_isLeftToItsUsers() {
    Checked.with(
            loader -> loader.registry(TYPES),
            json("{'metadata':{'name':'s'},'inputs':[],'outputs':[],'nodes':{%s}}")
                .formatted(node("a", "Form")))
        .accepted()
        .finds(FindingCode.MISSING_CONFIG_VALUE);
  }

  @Test
  void missing_withABrokenConnection_isNotDecided() {
    check(node("a", "Form", "{}"), edge("start", "a"), "7")
        .rejected()
        .finds(FindingCode.MISSING_CONFIG_VALUE);
  }

  @Test
  void suggestion_ofTheSameKeyOfTwoTypes_isAChoiceOfEach() {
    String nodes =
        json(
            "'a':{'node_id':'a','node_type':'HttpAuthNode','config':{'auth_type':'bearerx'}},"
                + "'b':{'node_id':'b','node_type':'HttpSuperNode','config':{'auth_type':'bearerx'}}");
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      List<String> suggestions =
          loader.validate(bytes(workflow(START + "," + nodes))).block().findings().stream()
              .filter(finding -> finding.code() == FindingCode.INVALID_CONFIG_VALUE)
              .map(finding -> finding.suggestion().orElse("none"))
              .toList();

      assertThat(suggestions)
          .containsExactly("Did you mean \"Bearer\"?", "Did you mean \"bearer\"?");
    }
  }
}
