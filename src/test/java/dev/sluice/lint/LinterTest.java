package dev.sluice.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinterTest {

  private static List<Finding> findings(String json) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      ByteSource source = ByteSource.of("", Workflows.bytes(json));
      return new Linter(Limits.untrusted())
          .added(ValidationReport.CLEAN, source, loader.read(source).block())
          .block()
          .findings();
    }
  }

  private static List<Finding> ofNode(String type, String config) {
    return findings(Workflows.workflow(Workflows.node("a", type, Workflows.json(config))));
  }

  private static String codes(List<Finding> findings) {
    return findings.stream().map(finding -> finding.code().name()).collect(Collectors.joining(" "));
  }

  private static String variables(String variables, String nodes) {
    return Workflows.json(
        "{'nodes':{%s},'connections':[],'variables':%s}".formatted(nodes, variables));
  }

  @Test
  void secret_inAConfig_isFoundAtItsPlaceAndNotShown() {
    String json =
        Workflows.workflow(
            Workflows.node("a", "LogNode", Workflows.json("{'deep':[{'api_key':'q8w7e6r5t4'}]}")));

    Finding finding = findings(json).get(0);

    assertThat(finding)
        .hasToString(
            "WARNING HARDCODED_SECRET at 1:"
                + (json.indexOf("\"q8w7") + 1)
                + " (/nodes/a/config/deep/0/api_key): The config key \"api_key\" of node \"a\""
                + " contains a secret that is readable in the file");
    assertThat(finding.suggestion())
        .contains("Keep it in a credential, and refer to it by name or by a template");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'password':'q8w7e6r5t4'}",
        "{'message':'ghp_0123456789abcdefghijABCDEFGHIJ'}",
        "{'url':'https://joe:q8w7e6@example.org/'}"
      })
  void secret_forms_areFound(String config) {
    assertThat(codes(ofNode("LogNode", config))).isEqualTo("HARDCODED_SECRET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'password':'{{password}}'}",
        "{'password':'test1234'}",
        "{'password':'changeme'}",
        "{'password':'your-password'}",
        "{'password':'short'}",
        "{'password':''}",
        "{'credential_name':'q8w7e6r5t4'}",
        "{'max_tokens':'q8w7e6r5t4'}",
        "{'api_key':'<your key>'}"
      })
  void secret_placeholders_areNone(String config) {
    assertThat(codes(ofNode("LogNode", config))).doesNotContain("HARDCODED_SECRET");
  }

  @Test
  void secret_variable_isFoundIfSensitiveOrSoNamed() {
    List<Finding> found =
        findings(
            variables(
                "{'pin':{'default_value':'q8w7e6r5t4','sensitive':true},'api_key':'q8w7e6r5t4',"
                    + "'note':'q8w7e6r5t4'}",
                Workflows.node("a", "LogNode", "{\"message\":\"{{pin}} {{api_key}} {{note}}\"}")));

    assertThat(found)
        .extracting(Finding::pointer)
        .containsExactly("/variables/pin/default_value", "/variables/api_key");
  }

  @Test
  void undefinedVariable_template_hasTheNearestNames() {
    List<Finding> found =
        findings(
            variables(
                "{'total':1}",
                Workflows.node("a", "LogNode", "{\"message\":\"{{totl}} {{total}}\"}")));

    assertThat(codes(found)).isEqualTo("UNDEFINED_VARIABLE");
    assertThat(found.get(0).message())
        .isEqualTo("The template {{totl}} names neither a variable nor an output of a node");
    assertThat(found.get(0).pointer()).isEqualTo("/nodes/a/config/message");
    assertThat(found.get(0).suggestion()).contains("Did you mean \"total\"?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{total}}",
        "{{ total.rows[0] }}",
        "{{item}}",
        "{{b.message}}",
        "{{exec_out}}",
        "{{kept}}",
        "{{ 1 + 2 }}",
        "{% if x %}"
      })
  void undefinedVariable_definedNames_areNone(String template) {
    assertThat(
            findings(
                variables(
                    "{'total':1}",
                    Workflows.node("a", "LogNode", "{\"message\":\"total " + template + "\"}")
                        + ","
                        + Workflows.node("b", "SetVariableNode", "{\"variable_name\":\"kept\"}"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RunPythonScriptNode", "ScheduleTriggerNode", "NoSuchNode", "ExecuteWorkflowNode"})
  void variables_whereANodeMayUseAny_areNotChecked(String type) {
    assertThat(
            findings(
                variables(
                    "{'unused':1}",
                    Workflows.node("a", "LogNode", "{\"message\":\"{{other}}\"}")
                        + ","
                        + Workflows.node("b", type))))
        .isEmpty();
  }

  @Test
  void undefinedVariable_nameSetByATemplate_isNotChecked() {
    assertThat(
            findings(
                Workflows.workflow(
                    Workflows.node("a", "LogNode", "{\"message\":\"{{other}}\"}")
                        + ","
                        + Workflows.node(
                            "b", "SetVariableNode", "{\"variable_name\":\"{{name}}\"}"))))
        .isEmpty();
  }

  @Test
  void unusedVariable_notMentioned_isFound() {
    List<Finding> found =
        findings(
            variables(
                "{'used':1,'use':2,'odd name':3}",
                Workflows.node("a", "LogNode", "{\"message\":\"used + 1\"}")));

    assertThat(found)
        .extracting(Finding::message)
        .containsExactly("No config mentions the variable \"use\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "WaitNode;{'duration':6};HARDCODED_DELAY",
        "WaitNode;{'duration':'6'};HARDCODED_DELAY",
        "WaitNode;{'duration':5};",
        "WaitNode;{'duration':2000};SUSPICIOUS_UNIT",
        "GoToURLNode;{'timeout':30};SUSPICIOUS_UNIT",
        "GoToURLNode;{'timeout':0};",
        "GoToURLNode;{'timeout':20000};",
        "HttpRequestNode;{'timeout':30000};SUSPICIOUS_UNIT",
        "WhileLoopStartNode;{'max_iterations':0};UNBOUNDED_LOOP",
        "WhileLoopStartNode;{'max_iterations':1000};",
        "HttpRequestNode;{'verify_ssl':false};UNSAFE_SWITCH",
        "HttpRequestNode;{'verify_ssl':'False'};UNSAFE_SWITCH",
        "HttpRequestNode;{'verify_ssl':true};",
        "RunCommandNode;{'shell':true};UNSAFE_SWITCH",
        "ClickElementNode;{'selector':' #buy'};PADDED_SELECTOR",
        "ClickElementNode;{'selector':'#buy now'};",
        "LogNode;{'status':'completed','_is_completed':true};STALE_RUN_STATE STALE_RUN_STATE",
        "LogNode;{'status':'idle','_is_completed':false};",
        "FileSystemSuperNode;{'file_path':'C:\\\\Users\\\\joe\\\\a.txt'};PERSONAL_PATH",
        "FileSystemSuperNode;{'file_path':'/home/joe/a.txt'};PERSONAL_PATH",
        "FileSystemSuperNode;{'file_path':'/srv/a.txt'};",
        "LogNode;{'_disabled':true,'status':'completed'};"
      })
  void values_ofConfigs_haveTheseFindings(String type, String config, String codes) {
    assertThat(codes(ofNode(type, config))).isEqualTo(codes == null ? "" : codes);
  }

  @Test
  void value_thatAConnectionReplaces_isNotChecked() {
    assertThat(
            findings(
                Workflows.workflow(
                    Workflows.node("a", "WaitNode", "{\"duration\":60}")
                        + ","
                        + Workflows.node("b", "SetVariableNode"),
                    Workflows.edge("b", "value", "a", "duration"))))
        .isEmpty();
  }

  @Test
  void duplicateName_secondNode_isFound() {
    List<Finding> found =
        findings(
            Workflows.workflow(
                Workflows.json(
                    "'a':{'node_id':'a','node_type':'LogNode','name':'Say'},"
                        + "'b':{'node_id':'b','node_type':'LogNode','name':'Say'}")));

    assertThat(found)
        .extracting(Finding::message)
        .containsExactly("Node \"b\" has the same name as node \"a\": \"Say\"");
  }

  @Test
  void findings_overTheLimit_areCounted() {
    String variables = Workflows.each(1_200, i -> (i == 0 ? "" : ",") + "\"v" + i + "\":" + i);
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      ByteSource source =
          ByteSource.of(
              "",
              Workflows.bytes(variables("{" + variables + "}", Workflows.node("a", "LogNode"))));

      ValidationReport report =
          new Linter(Limits.untrusted())
              .added(ValidationReport.CLEAN, source, loader.read(source).block())
              .block();

      assertThat(report.findings()).hasSize(1_000);
      assertThat(report.omitted()).isEqualTo(200);
      assertThat(report.findings())
          .allMatch(finding -> finding.code() == FindingCode.UNUSED_VARIABLE);
    }
  }

  @Test
  void usualCodes_areThoseOfRules() {
    assertThat(Linter.codes()).containsAll(Linter.usualCodes()).hasSizeGreaterThan(20);
  }

  private static List<String> banned(BannedType... types) {
    String json =
        Workflows.workflow(
            Workflows.node("old", "WriteFileNode")
                + ","
                + Workflows.node("odd", "NoSuchNode", "{\"_disabled\":true}"));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      ByteSource source = ByteSource.of("", Workflows.bytes(json));
      return new Linter(Limits.untrusted(), code -> code == FindingCode.BANNED_TYPE)
              .banning(List.of(types))
              .added(ValidationReport.CLEAN, source, loader.read(source).block())
              .block()
              .findings()
              .stream()
              .map(
                  finding -> finding.severity() + " " + finding.pointer() + " " + finding.message())
              .toList();
    }
  }

  @Test
  void bannedType_declaredOrSuccessorOrUnknown_isFoundByTheFirstBan() {
    assertThat(
            banned(
                new BannedType("write*", "use the vault", Severity.ERROR),
                new BannedType("*SuperNode", "not reached", Severity.INFO),
                new BannedType("NoSuch*", "why not", Severity.WARNING)))
        .containsExactly(
            "ERROR /nodes/old/node_type The type \"WriteFileNode\" of node \"old\" is not allowed:"
                + " use the vault",
            "WARNING /nodes/odd/node_type The type \"NoSuchNode\" of node \"odd\" is not allowed:"
                + " why not");
    assertThat(banned(new BannedType("FileSystemSuperNode", "why", Severity.INFO)))
        .containsExactly(
            "INFO /nodes/old/node_type The type \"FileSystemSuperNode\" of node \"old\" is not"
                + " allowed: why");
    assertThat(banned()).isEmpty();
  }

  @Test
  void bannedType_invalidGlob_isRefused() {
    assertThatThrownBy(() -> new BannedType("Run[", "why", Severity.INFO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the type Run[: the [ is not closed; write \\[ for the character");
  }
}
