package dev.sluice;

import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Profile;
import dev.sluice.config.Rule;
import dev.sluice.config.UnknownTypes;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Rejection;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When rules of a host run, and what their errors do. */
class HostRulesTest {

  private static final String SOUND =
      workflow(
          node("start", "StartNode") + "," + node("log", "LogNode", "{\"message\":\"m\"}"),
          edge("start", "log"));

  /** Finds something in every workflow. */
  private static final class Objection implements Rule {
    private final Severity severity;
    private final boolean rejects;
    private final AtomicInteger calls = new AtomicInteger();

    Objection(Severity severity, boolean rejects) {
      this.severity = severity;
      this.rejects = rejects;
    }

    @Override
    public String name() {
      return "objection";
    }

    @Override
    public boolean rejects() {
      return rejects;
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      calls.incrementAndGet();
      reports.aboutWorkflow(severity, "Objection");
    }
  }

  @ParameterizedTest
  @EnumSource
  void error_ofARule_rejectsUnderEachProfile(Profile profile) {
    ValidationReport report = validate(new Objection(Severity.ERROR, true), profile, SOUND);

    assertThat(report.rejection())
        .get()
        .extracting(Rejection::kind, why -> why.finding().message())
        .containsExactly(Rejection.Kind.INVALID, "Objection (rule objection)");
  }

  @Test
  void error_ofARuleThatDoesNotReject_rejectsWhenStrictOnly() {
    Rule mild = new Objection(Severity.ERROR, false);

    assertThat(validate(mild, Profile.LENIENT, SOUND).accepted()).isTrue();
    assertThat(validate(mild, Profile.LENIENT, SOUND).count(Severity.ERROR)).isEqualTo(1);
    assertThat(validate(mild, Profile.STRICT, SOUND).accepted()).isFalse();
  }

  @Test
  void warning_ofARule_neverRejects() {
    Rule warns = new Objection(Severity.WARNING, true);

    assertThat(validate(warns, Profile.STRICT, SOUND).accepted()).isTrue();
  }

  @Test
  void rule_throws_rejectsAsItsErrorsDo() {
    Rule broken = new Broken();

    assertThat(validate(broken, Profile.LENIENT, SOUND).rejection().orElseThrow().finding())
        .extracting(Finding::message)
        .isEqualTo(
            "The rule failed: java.lang.IllegalStateException: \"no database\" (rule broken)");
  }

  private static final class Broken implements Rule {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      throw new IllegalStateException("no database");
    }
  }

  @ParameterizedTest
  @MethodSource
  void rule_otherErrorsReject_isCalledNevertheless(String document) {
    Objection rule = new Objection(Severity.ERROR, true);

    ValidationReport report = validate(rule, Profile.STRICT, document);

    assertThat(rule.calls).hasValue(1);
    assertThat(report.findings())
        .extracting(Finding::code)
        .contains(FindingCode.HOST_RULE)
        .anyMatch(code -> code != FindingCode.HOST_RULE && code.severity() == Severity.ERROR);
  }

  static Stream<String> rule_otherErrorsReject_isCalledNevertheless() {
    return Stream.of(
        workflow(node("a", "NoSuchNode")),
        workflow(node("a", "LogNode", "{\"message\":\"eval(1)\"}")),
        workflow(node("a", "LogNode"), edge("a", "b")),
        workflow(node("a", "LogNode"), edge("a", "a")),
        json("{'nodes':{'a':{'node_type':'LogNode','config':{}}}}"),
        json("{'metadata':{'name':''},'nodes':{%s}}".formatted(node("a", "LogNode"))),
        json("{'metadata':[],'nodes':{%s}}".formatted(node("a", "LogNode"))),
        json("{'snippet_id':7,'metadata':3,'nodes':{}}"));
  }

  @ParameterizedTest
  @MethodSource
  void rule_noDefinitionCanBeBuilt_isNotCalled(String document) {
    Objection rule = new Objection(Severity.ERROR, true);

    ValidationReport report = validate(rule, Profile.LENIENT, document);

    assertThat(report.accepted()).isFalse();
    assertThat(rule.calls).hasValue(0);
  }

  static Stream<String> rule_noDefinitionCanBeBuilt_isNotCalled() {
    return Stream.of(
            "[]",
            "{'nodes':{'a':7}}",
            "{'nodes':5}",
            "{'nodes':{'a':{'node_id':'a'}}}",
            "{'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':null}}}",
            "{'nodes':{},'connections':5}",
            "{'nodes':{},'connections':[5]}",
            "{'nodes':{},'connections':[{'source_node':'a'}]}",
            "{'nodes':[{'id':'a','type':'LogNode'},{'id':'a','type':'LogNode'}]}",
            "{'$schema':'x'}",
            "{'nodes':{}")
        .map(text -> json(text));
  }

  @Test
  void rule_rejectedDocumentWithSkippedNodes_seesTheRest() {
    List<String> seen = new ArrayList<>();
    Rule lists =
        new Rule() {
          @Override
          public String name() {
            return "lists";
          }

          @Override
          public void check(WorkflowDefinition workflow, Reports reports) {
            seen.addAll(workflow.nodes().keySet());
          }
        };
    String document =
        workflow(
            node("start", "StartNode") + "," + node("x", "NoSuchNode") + "," + node("y", "LogNode"),
            edge("start", "x"),
            edge("start", "nowhere"));

    try (WorkflowLoader loader =
        WorkflowLoader.builder()
            .rule(lists)
            .profile(Profile.STRICT)
            .unknownTypes(UnknownTypes.SKIP)
            .build()) {
      ValidationReport with = loader.validate(bytes(document)).block();

      assertThat(seen).containsExactly("start", "y");
      try (WorkflowLoader without =
          WorkflowLoader.builder()
              .profile(Profile.STRICT)
              .unknownTypes(UnknownTypes.SKIP)
              .build()) {
        assertThat(with).isEqualTo(without.validate(bytes(document)).block());
      }
    }
  }

  private static ValidationReport validate(Rule rule, Profile profile, String document) {
    try (WorkflowLoader loader = WorkflowLoader.builder().rule(rule).profile(profile).build()) {
      return loader.validate(bytes(document)).block();
    }
  }
}
