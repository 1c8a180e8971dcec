package dev.sluice.check;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.config.Profile;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.model.FindingCode;
import dev.sluice.support.Checked;
import dev.sluice.support.Workflows;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that configs must not contain. */
class SecurityTest {

  private static final SecurityPolicy STANDARD = SecurityPolicy.standard();

  static Stream<String> patterns() {
    return STANDARD.patterns().stream();
  }

  private static String config(String config) {
    return workflow(START + "," + node("a", "Step", config));
  }

  private static void assertFinds(SecurityPolicy policy, String config, String... findings) {
    Checked checked = Checked.with(loader -> loader.security(policy), config(config));
    (findings.length == 0 ? checked.accepted() : checked.rejected())
        .finds(FindingCode.DANGEROUS_PATTERN, findings);
  }

  private static String found(String pattern, String pointer) {
    return "① ERROR DANGEROUS_PATTERN (/nodes/a/config"
        + pointer
        + ") The value contains \""
        + pattern
        + "\" ~ Remove "
        + pattern
        + " from the value";
  }

  @Test
  void patterns_standard_areThoseOfTheOriginal() {
    assertThat(String.join(" ", STANDARD.patterns()))
        .isEqualTo(
            "__import__ eval( exec( compile( os.system subprocess. open( pickle. marshal."
                + " __builtins__ __globals__");
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void pattern_anywhereInAStringOfAConfig_isRejected(String pattern) {
    assertFinds(STANDARD, "{'message':①'" + pattern + "'}", found(pattern, "/message"));
    assertFinds(
        STANDARD,
        "{'message':['x',{'in':①'before " + pattern + " after'}]}",
        found(pattern, "/message/1/in"));
    assertFinds(STANDARD, "{'message':①'\u00e9" + pattern + "'}", found(pattern, "/message"));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void pattern_inAnotherCase_isRejected(String pattern) {
    String upper = pattern.toUpperCase(Locale.ROOT);

    assertFinds(STANDARD, "{'message':①'" + upper + "'}", found(pattern, "/message"));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void pattern_lessItsLastCharacter_isAccepted(String pattern) {
    assertFinds(STANDARD, "{'message':'" + pattern.substring(0, pattern.length() - 1) + "'}");
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void pattern_writtenWithAnEscape_isRejected(String pattern) {
    String escaped = "\\u%04x".formatted((int) pattern.charAt(0)) + pattern.substring(1);

    assertFinds(STANDARD, "{'message':①'" + escaped + "'}", found(pattern, "/message"));
  }

  @Test
  void pattern_withTheKelvinSign_isRejected() {
    assertFinds(STANDARD, "{'message':①'pic\u212Ale.'}", found("pickle.", "/message"));
  }

  @Test
  void pattern_withTheDottedCapitalI_isAccepted() {
    assertFinds(STANDARD, "{'message':'p\u0130ckle. __\u0130mport__'}");
  }

  @Test
  void patterns_several_nameTheFirstOfTheList() {
    assertFinds(STANDARD, "{'message':①'__globals__ eval('}", found("eval(", "/message"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate(", "eval (", "os system", "open {", "pickles"})
  void text_onlyLikeAPattern_isAccepted(String text) {
    assertFinds(STANDARD, "{'message':'" + text + "'}");
  }

  @Test
  void pattern_outsideConfigValues_isAccepted() {
    String document =
        json(
            """
            {'metadata':{'name':'eval(','description':'os.system'},
             'variables':{'a':'exec('},'settings':{'b':'open('},'eval(':'eval(',
             'nodes':{'eval(':{'node_id':'eval(','node_type':'StartNode','name':'eval(',
               'config':{'eval(':1},'extra':'eval('}}}\
            """);

    Checked.lenient(document).accepted().finds(FindingCode.DANGEROUS_PATTERN);
  }

  @Test
  void config_underItsOtherNames_isSearchedToo() {
    for (String name : List.of("properties", "parameters", "custom", "data")) {
      String node = "'a':{'node_id':'a','node_type':'Step','" + name + "':{'x':①'eval('}}";
      Checked.lenient(workflow(START + "," + json(node)))
          .rejected()
          .finds(
              FindingCode.DANGEROUS_PATTERN,
              found("eval(", "/x").replace("/config/", "/" + name + "/"));
    }
  }

  @Test
  void validatedMark_inTheFile_changesNothing() {
    String document =
        config("{'message':①'eval('}").replaceFirst("\\{", "{\"__validated__\":true,");

    Checked.lenient(document)
        .rejected()
        .finds(FindingCode.DANGEROUS_PATTERN, found("eval(", "/message"));
  }

  @Test
  void policy_off_acceptsEverything() {
    assertFinds(SecurityPolicy.off(), "{'message':'eval( __import__'}");
  }

  @Test
  void policy_withOwnPatterns_searchesForTheseOnly() {
    SecurityPolicy own = new SecurityPolicy(List.of("DROP table", "\u00c4rger", "x"), Set.of());

    assertFinds(own, "{'message':'eval('}");
    assertFinds(own, "{'message':①'; drop TABLE users'}", found("DROP table", "/message"));
    assertFinds(own, "{'message':①'\u00e4RGER'}", found("\u00c4rger", "/message"));
    assertFinds(own, "{'message':①'X'}", found("x", "/message"));
  }

  @Test
  void policy_withAnEmptyPattern_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecurityPolicy(List.of("a", ""), Set.of()))
        .withMessage("a pattern must not be empty");
  }

  @Test
  void exemptType_namedBehindItsConfig_isNotSearched() {
    SecurityPolicy policy = new SecurityPolicy(STANDARD.patterns(), Set.of("StartNode"));
    String nodes =
        json(
            """
            'a':{'node_id':'a','config':{'x':'eval('},'node_type':'StartNode'},
            'b':{'node_id':'b','config':{'x':①'exec('},'node_type':'EndNode'},
            'c':{'node_type':'StartNode','config':{'x':'open('},'node_id':'c'},
            'd':{'node_id':'d','config':{'x':②'pickle.'}}\
            """);

    for (Profile profile : Profile.values()) {
      Checked.with(loader -> loader.security(policy).profile(profile), workflow(nodes))
          .rejected()
          .finds(
              FindingCode.DANGEROUS_PATTERN,
              "① ERROR DANGEROUS_PATTERN (/nodes/b/config/x) The value contains \"exec(\""
                  + " ~ Remove exec( from the value",
              "② ERROR DANGEROUS_PATTERN (/nodes/d/config/x) The value contains \"pickle.\""
                  + " ~ Remove pickle. from the value");
    }
  }

  @Test
  void exemptType_ofTheSameKeyTwice_doesNotExemptTheOther() {
    SecurityPolicy policy = new SecurityPolicy(STANDARD.patterns(), Set.of("StartNode"));
    String nodes =
        json(
            """
            'a':{'node_id':'a','node_type':'StartNode','config':{'x':'eval('}},
            'a':{'node_id':'a','node_type':'EndNode','config':{'x':①'eval('}}\
            """);

    Checked.with(loader -> loader.security(policy), workflow(nodes))
        .rejected()
        .finds(FindingCode.DANGEROUS_PATTERN, found("eval(", "/x"));
  }

  @Test
  void exemptType_ofTheLastNode_isExempt() {
    SecurityPolicy policy = new SecurityPolicy(STANDARD.patterns(), Set.of("Step"));

    Checked.with(
            loader -> loader.security(policy),
            json("{'nodes':{" + Workflows.node("a", "Step", "{'message':'eval('}") + "}}"))
        .accepted()
        .finds(FindingCode.DANGEROUS_PATTERN);
  }
}
